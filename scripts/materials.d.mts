export declare function materials(root: string, what?: string): { isMet(): boolean; meet(): Promise<void> }
export declare function fingerprint(root: string): string
