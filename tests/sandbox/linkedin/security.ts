/**
 * As LinkedIn sends it: scripts from hosts alone, Trusted Types with a closed list of policy names. Nothing allows
 * the page to talk to any host but LinkedIn's own. Stricter than the real one in a single point: no inline styles.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'report-sample' https://static.licdn.com",
  "style-src https://static.licdn.com",
  "img-src 'self' data: https://static.licdn.com https://media.licdn.com",
  "font-src https://static.licdn.com",
  "connect-src 'self' https://www.linkedin.com https://static.licdn.com wss://realtime.www.linkedin.com",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "trusted-types 'allow-duplicates' default jSecure highcharts dompurify",
  "require-trusted-types-for 'script'",
  "report-uri /platform-telemetry/li/csp-report",
].join("; ");
