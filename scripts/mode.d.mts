export declare function productMode(
  environment: Record<string, string | undefined>,
  asked?: { asksForTrial?: boolean },
): { NODE_ENV: string; DOORWARD_TRIAL?: string }
