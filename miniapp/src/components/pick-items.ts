// Owns what a list to choose from is made of.
// Leaves drawing it to pick-list.vue.

export interface PickItem {
  id: string;
  name: string;
  note?: string | undefined;
}

/** Without a name the items stand by themselves. */
export interface PickGroup {
  name: string;
  items: PickItem[];
}
