export declare const stampName: string
export declare function pageSources(root: string): Record<string, string>
export declare function pagesFault(root: string): string | null
