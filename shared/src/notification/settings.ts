// Owns when notices may disturb people: the settings and their defaults, as plain values without a validator.
// Leaves which notice may wait to the server's notification domain, and storing other values to the notification feature.

/** Times of day are HH:MM in Asia/Shanghai; they hold for the whole district. */
export interface NoticeSettings {
  /** From this minute on, notices wait … */
  readonly quietFrom: string;
  /** … and from this one on they are out again. Both the same: nothing ever waits. */
  readonly quietUntil: string;
  /** When heads get their digest; not later than the quiet hours begin. */
  readonly digestAt: string;
  /** Whether heads get one on days off, too. */
  readonly digestOnRestDays: boolean;
  /** A ticket is named as due from so many working days before its last day on. */
  readonly digestDueWorkingDays: number;
}

/** What holds until the district sets its own. */
export const defaultNoticeSettings: NoticeSettings = {
  quietFrom: '20:00', quietUntil: '08:00', digestAt: '08:00', digestOnRestDays: false, digestDueWorkingDays: 1,
};
