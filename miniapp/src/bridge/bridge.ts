// Owns what the app asks of the container around it.
// Leaves how a container does it to the implementations beside this file.

/** One container: a plain browser, or a workbench app. */
export interface Bridge {
  readonly isDingTalk: boolean;
  setTitle(title: string): void;
  openLink(url: string): void;
  /** Hands a link to another person; resolves with what happened, so that the screen can say it. */
  share(content: { title: string; text: string; url: string }): Promise<'shared' | 'copied' | 'cancelled' | 'failed'>;
}
