// What people write who want others' browsers to run it: every way to name a script, in every place that Markdown or HTML
// has for an address or an element.

const addresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript&colon;alert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript\u200b:alert(1)',
  'javascript://example.org/%0Aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg/onload=alert(1)>',
  'vbscript:msgbox(1)',
  'livescript:alert(1)',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  'about:blank',
  'feed:javascript:alert(1)',
  'view-source:javascript:alert(1)',
  '//example.org/a',
  '/settings',
  '#top',
  'http:javascript:alert(1)',
]

const places = [
  (it: string) => `[x](${it})`,
  (it: string) => `[x](<${it}>)`,
  (it: string) => `[x](${it} "title")`,
  (it: string) => `![x](${it})`,
  (it: string) => `<${it}>`,
  (it: string) => `[x][1]\n\n[1]: ${it}`,
  (it: string) => `[![a](${it})](${it})`,
  (it: string) => `[[x](${it})](https://example.org)`,
  (it: string) => `> - **[x](${it})**`,
  (it: string) => `| [x](${it}) |\n|---|\n| ![x](${it}) |`,
  (it: string) => `<a href="${it}" target=_blank>x</a>`,
]

const elements = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//example.org/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<svg/onload=alert(1)>',
  '<svg><script>alert&#40;1&#41;</script></svg>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>"></math>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<input autofocus onfocus=alert(1)>',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<body onload=alert(1)>',
  '<base href="//example.org/">',
  '<link rel=stylesheet href="//example.org/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<style>@import "//example.org/x.css";</style>',
  '<p style="position:fixed;inset:0">x</p>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
]

const around = [
  (it: string) => it,
  (it: string) => `**${it}**`,
  (it: string) => `[${it}](https://example.org)`,
  (it: string) => `[x](https://example.org "${it}")`,
  (it: string) => `> ${it}`,
  (it: string) => `- ${it}\n  ${it}`,
  (it: string) => `| ${it} |\n|---|\n| ${it} |`,
  (it: string) => `\`${it}\` and \`\` \`${it}\` \`\``,
  (it: string) => `# ${it}`,
  (it: string) => `~~${it}~~ @Ada${it}`,
]

/** More than five hundred, each a text of its own. */
export const hostileWords: string[] = [
  ...places.flatMap((put) => addresses.map(put)),
  ...around.flatMap((put) => elements.map(put)),
]

/** The same in as few texts as fit, one below the other. */
export function hostileTexts(lengthAtMost: number): string[] {
  const texts: string[] = []
  for (const word of hostileWords) {
    const longer = texts.length > 0 ? `${texts.at(-1)}\n\n${word}` : word
    if (texts.length > 0 && longer.length <= lengthAtMost) texts[texts.length - 1] = longer
    else texts.push(word)
  }
  return texts
}
