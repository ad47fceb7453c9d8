// Hostile text can be shown in a report, and does nothing there.
import { expect, test } from "vitest";
import { html, words } from "./html.ts";

test("text put into a template is escaped, in elements and attributes", () => {
  const hostile = `<script>alert("x")</script>' onload='x`;
  expect(html`<p title="${hostile}">${hostile}</p>`.source).toBe(
    `<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; onload=&#39;x">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; onload=&#39;x</p>`,
  );
});

test("what a template built is kept, alone and in lists", () => {
  expect(html`<ul>${[html`<li>${"<1>"}</li>`, html`<li>2</li>`]}</ul>`.source).toBe(
    "<ul><li>&lt;1&gt;</li><li>2</li></ul>",
  );
});

test("direction overrides stay inside the quote", () => {
  expect(words("ok \u202egnp").source).toBe("<bdi>ok \u202egnp</bdi>");
  expect(words("plain").source).toBe("plain");
});
