export declare const serverEnvironment: Readonly<
  Record<'MALLOC_ARENA_MAX' | 'MALLOC_TRIM_THRESHOLD_' | 'NODE_COMPILE_CACHE', string>
>
