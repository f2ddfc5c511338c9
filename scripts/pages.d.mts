interface Need {
  isMet(): boolean
  meet(): Promise<void>
}
export declare function pages(root: string): Need
