// The feedback widget that other sites put into their pages: one button, one small dialog, nothing of the page touched.
// <script src="https://heed.example/widget.js" data-key="key_..." data-lang="zh" async></script>

const WORDS = {
  en: {
    open: "Feedback",
    title: "Tell us what you need",
    text: "What works, what does not, what is missing?",
    rating: "How happy are you? (optional)",
    star: (count: number) => `${count} of 5`,
    none: "no answer",
    send: "Send",
    sending: "Sending…",
    close: "Close",
    thanks: "Thank you. We read every message.",
    busy: "Too many messages came at once. Please try again in a minute.",
    failed: "It could not be sent. Your words are still here; please try again.",
    privacy: "Please leave out passwords and card numbers.",
  },
  zh: {
    open: "反馈",
    title: "告诉我们你需要什么",
    text: "哪里好用，哪里不好用，还缺什么？",
    rating: "满意吗？（可不填）",
    star: (count: number) => `${count} 分（满分 5 分）`,
    none: "不作答",
    send: "发送",
    sending: "发送中……",
    close: "关闭",
    thanks: "谢谢！我们会认真阅读。",
    busy: "消息太多了，请一分钟后再试。",
    failed: "没有发送成功，内容还在，请再试一次。",
    privacy: "请不要填写密码或银行卡号。",
  },
};

const STYLE = `
:host{all:initial;color-scheme:light dark}
*{box-sizing:border-box;font:15px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
button{cursor:pointer;border-radius:999px;border:1px solid transparent;padding:9px 18px;min-height:40px;background:#24594a;color:#fff;font-weight:600}
button:focus-visible,textarea:focus-visible,input:focus-visible{outline:3px solid #6aa98f;outline-offset:2px}
.open{position:fixed;right:20px;bottom:20px;z-index:2147483000;box-shadow:0 4px 18px rgb(0 0 0/25%)}
dialog{border:0;border-radius:16px;padding:20px;width:min(26rem,calc(100vw - 24px));background:#fff;color:#1b231f;box-shadow:0 12px 48px rgb(0 0 0/30%)}
dialog::backdrop{background:rgb(0 0 0/35%)}
h2{margin:0 0 10px;font-size:19px;font-weight:700}
label,legend{display:block;margin:8px 0 4px;font-weight:600;padding:0}
textarea{width:100%;min-height:7em;padding:10px;border:1px solid #8a938d;border-radius:10px;background:#fff;color:inherit;resize:vertical}
fieldset{border:0;margin:8px 0;padding:0}
.stars{display:flex;flex-wrap:wrap;gap:6px}
.stars label{margin:0;padding:5px 10px;border:1px solid #8a938d;border-radius:999px;font-weight:400;cursor:pointer}
.stars label:has(:checked){background:#24594a;color:#fff;border-color:#24594a}
.stars input{position:absolute;opacity:0;width:1px;height:1px}
.stars label:has(:focus-visible){outline:3px solid #6aa98f;outline-offset:2px}
.row{display:flex;gap:10px;justify-content:flex-end;margin-top:14px}
.plain{background:none;color:inherit;border-color:#8a938d}
.note,.said{margin:8px 0 0;font-size:13.5px}
.trap{position:absolute;left:-9999px;height:1px;overflow:hidden}
@media(prefers-color-scheme:dark){dialog,textarea{background:#1a201d;color:#e6ebe8}}
`;

/** Begins where the script's own element says so; a page that names it twice gets one. */
function begin(): void {
  const own = document.currentScript as HTMLScriptElement | null;
  if (own?.dataset.key !== undefined && customElements.get("heed-feedback") === undefined)
    place(own.dataset.key, new URL(own.src).origin, languageOf(own));
}

function languageOf(script: HTMLScriptElement): "en" | "zh" {
  const said = script.dataset.lang ?? document.documentElement.lang ?? navigator.language;
  return (said || navigator.language).toLowerCase().startsWith("zh") ? "zh" : "en";
}

function place(key: string, origin: string, language: "en" | "zh"): void {
  const words = WORDS[language];
  const host = document.createElement("heed-feedback");
  const root = host.attachShadow({ mode: "open" });
  // A sheet made by a script is allowed where a page's policy forbids styles in the text.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  host.lang = language === "zh" ? "zh-Hans" : "en";

  const open = make("button", { type: "button", className: "open", textContent: words.open });
  open.setAttribute("aria-haspopup", "dialog");
  const dialog = make("dialog", {});
  dialog.setAttribute("aria-labelledby", "title");
  const form = make("form", { noValidate: true });
  const text = make("textarea", { id: "text", maxLength: 5000, required: true });
  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  const send = make("button", { type: "submit", textContent: words.send });
  const close = make("button", { type: "button", className: "plain", textContent: words.close });
  const trap = make("input", { name: "website", tabIndex: -1, autocomplete: "off" });
  const trapPlace = make("div", { className: "trap" });
  trapPlace.setAttribute("aria-hidden", "true");
  trapPlace.append(trap);
  const row = make("div", { className: "row" });
  row.append(close, send);
  form.append(
    make("h2", { id: "title", textContent: words.title }),
    make("label", { htmlFor: "text", textContent: words.text }),
    text,
    stars(words),
    trapPlace,
    make("p", { className: "note", textContent: words.privacy }),
    said,
    row,
  );
  dialog.append(form);
  root.append(open, dialog);

  open.addEventListener("click", () => {
    said.textContent = "";
    dialog.showModal();
    text.focus();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => open.focus());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim() === "") return text.focus();
    const chosen = form.querySelector<HTMLInputElement>("input[name=rating]:checked")?.value;
    send.disabled = true;
    said.textContent = words.sending;
    void tell({
      text: text.value,
      rating: chosen === undefined || chosen === "" ? null : Number(chosen),
      page: location.origin + location.pathname,
      language,
      website: trap.value,
    }).then((status) => {
      send.disabled = false;
      said.textContent = status === 202 ? words.thanks : status === 429 ? words.busy : words.failed;
      if (status === 202) form.reset();
    });
  });

  function tell(message: object): Promise<number> {
    return fetch(`${origin}/api/v1/widget/${encodeURIComponent(key)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  customElements.define("heed-feedback", class extends HTMLElement {});
  const show = () => document.body.append(host);
  if (document.body === null) addEventListener("DOMContentLoaded", show);
  else show();
}

function stars(words: (typeof WORDS)["en"]): HTMLElement {
  const group = make("fieldset", {});
  const choices = make("div", { className: "stars" });
  for (const count of [0, 1, 2, 3, 4, 5]) {
    const label = make("label", {});
    const input = make("input", {
      type: "radio",
      name: "rating",
      value: count === 0 ? "" : `${count}`,
    });
    input.checked = count === 0;
    input.defaultChecked = count === 0;
    input.setAttribute("aria-label", count === 0 ? words.none : words.star(count));
    label.append(input, count === 0 ? words.none : `${count} ★`);
    choices.append(label);
  }
  group.append(make("legend", { textContent: words.rating }), choices);
  return group;
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  set: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), set);
}

begin();
