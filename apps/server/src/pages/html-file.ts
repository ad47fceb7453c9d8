// A page that was made as a file: it carries its own policy.

/** The report carries its own policy: only its own script, known by its hash, may run. */
export function htmlFile(page: string): Response {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `${policy ?? "default-src 'none'"}; frame-ancestors 'none'`,
    },
  });
}
