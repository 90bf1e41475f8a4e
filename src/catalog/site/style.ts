/** The style sheet: two themes, a narrow screen, and paper. */
export const style = `:root{--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d0d7de;--panel:#f6f8fa;--link:#0550ae;--focus:#0550ae;--good:#116329;--warn:#7d4e00;--bad:#a40e26;--c1:#deecf9;--c2:#a8d0f0;--c3:#6aa7dd;--c4:#2a6cb0;--key:#0550ae;--str:#0a3069;--word:#8a1f6e;--num:#7d4e00}
@media (prefers-color-scheme:dark){:root{--bg:#12161b;--fg:#e3e8ee;--soft:#a4afbb;--line:#343c46;--panel:#1a2027;--link:#79b8ff;--focus:#79b8ff;--good:#7ee2a0;--warn:#f0c674;--bad:#ff9aa2;--c1:#1c2b3a;--c2:#24456a;--c3:#2f649c;--c4:#79b8ff;--key:#79b8ff;--str:#a5d6ff;--word:#f0a6dc;--num:#f0c674}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--fg);background:var(--bg)}
body{margin:0 auto;max-width:76rem;padding:0 1.25rem 3rem}
a{color:var(--link)}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
main:focus{outline:none}
.skip{position:absolute;left:-999rem}.skip:focus{position:static}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;border-bottom:1px solid var(--line);padding:.75rem 0}
.top .name{margin:0;font-weight:600}.top .name a{color:inherit;text-decoration:none}
.top nav ul,.trail ol,.facts ul,ul.plain,.chips{list-style:none;margin:0;padding:0}.top nav ul{display:flex;flex-wrap:wrap;gap:1rem}
.search{position:relative;margin-left:auto;display:flex;gap:.5rem;align-items:center}
.search input{font:inherit;width:19rem;max-width:60vw;padding:.3rem .5rem;border:1px solid var(--soft);border-radius:4px;background:var(--bg);color:var(--fg)}
.search .found{position:absolute;left:-999rem}
.results{position:absolute;z-index:2;right:0;top:100%;width:min(36rem,92vw);max-height:70vh;overflow:auto;margin:.25rem 0 0;padding:.25rem;list-style:none;background:var(--bg);border:1px solid var(--soft);border-radius:4px;box-shadow:0 4px 16px #0003}
.results a{display:block;padding:.3rem .5rem;text-decoration:none;overflow-wrap:anywhere}.results a:hover,.results a:focus{background:var(--panel)}.results small{color:var(--soft)}
.trail{font-size:.875rem;margin:.75rem 0 0}.trail ol{display:flex;flex-wrap:wrap}.trail li+li::before{content:"›";padding:0 .5rem;color:var(--soft)}
h1{font-size:1.75rem;line-height:1.25;margin:.75rem 0 .5rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:2.25rem 0 .5rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:1.25rem 0 .4rem}
p{max-width:48rem}p,li,dd{overflow-wrap:break-word}.soft,.count{color:var(--soft)}.lead{font-size:1.05rem;white-space:pre-line}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.6rem 1.5rem;margin:1rem 0;padding:1rem;background:var(--panel);border:1px solid var(--line);border-radius:6px}
.facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}.facts div{min-width:0}
code,pre,textarea{font:.85rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere;background:var(--panel);border-radius:3px;padding:.05rem .25rem}
pre{margin:.4rem 0;padding:.75rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;overflow:auto;max-height:36rem;white-space:pre-wrap;overflow-wrap:anywhere}pre code{background:none;padding:0}
.wide{overflow-x:auto;margin:.5rem 0}table{border-collapse:collapse;width:100%;font-size:.9rem}th{text-align:left;font-weight:600;background:var(--panel);white-space:nowrap}th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}td{overflow-wrap:anywhere}td:first-child{min-width:13rem}td:nth-child(n+3){min-width:6.5rem}td:nth-child(4):last-child{min-width:13rem}td ul.plain li{margin:.1rem 0}
.chips{display:flex;flex-wrap:wrap;gap:.35rem}.chips li,.chip{border:1px solid var(--line);border-radius:3px;padding:.05rem .45rem;font-size:.85rem}
.exact{color:var(--good)}.broader,.narrower{color:var(--warn)}.different,.refused{color:var(--bad)}.verdict{font-weight:600}
[role=tablist]{display:flex;flex-wrap:wrap;gap:.25rem;border-bottom:1px solid var(--line);margin-top:.75rem}[role=tab]{font:inherit;color:inherit;background:none;border:1px solid transparent;border-bottom:0;padding:.35rem .8rem;cursor:pointer;border-radius:4px 4px 0 0}[role=tab][aria-selected=true]{background:var(--panel);border-color:var(--line);font-weight:600}
button.copy{font:inherit;font-size:.85rem;color:var(--fg);background:var(--bg);border:1px solid var(--soft);border-radius:4px;padding:.15rem .6rem;cursor:pointer}
.code{position:relative}.code>button{position:absolute;right:.5rem;top:.5rem}
details{margin:.3rem 0}summary{cursor:pointer;color:var(--link)}
.drawing text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:var(--fg)}.drawing circle{fill:var(--bg);stroke:var(--soft);stroke-width:1.5}.drawing .all circle{fill:var(--c4)}.drawing .any circle{fill:var(--c2)}.drawing .not circle{fill:var(--bad)}.drawing .all text,.drawing .any text,.drawing .not text,.drawing .step text{font-weight:600}.drawing .e{fill:none;stroke:var(--line);stroke-width:1.5}
.matrix{display:flex;gap:.5rem;align-items:flex-start;overflow-x:auto;padding-bottom:.5rem}.matrix section{flex:0 0 12.5rem}.matrix h3{font-size:.9rem;margin:.25rem 0}.matrix ul{list-style:none;margin:0;padding:0}.matrix li{margin:0 0 .25rem}.cell{display:block;padding:.3rem .45rem;border:1px solid var(--line);border-radius:3px;text-decoration:none;color:var(--fg);font-size:.82rem;line-height:1.3}.cell small{color:var(--soft);display:block}.matrix details{margin:.1rem 0 .35rem .6rem;font-size:.82rem}.v1{border-left:5px solid var(--c1)}.v2{border-left:5px solid var(--c2)}.v3{border-left:5px solid var(--c3)}.v4{border-left:5px solid var(--c4)}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1rem;margin:.5rem 0;align-items:end}.filters label{display:grid;font-size:.85rem;color:var(--soft)}.filters select,.filters input{font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--soft);border-radius:4px;padding:.2rem .4rem}
.ecs{display:none}body:has(#canonical:checked) .ecs{display:inline}body:has(#canonical:checked) .own{display:none}
.c{color:var(--soft)}.k{color:var(--key)}.s{color:var(--str)}.w{color:var(--word)}.n{color:var(--num)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}.names{color:var(--fg)}
[hidden]{display:none!important}
@media (max-width:40rem){body{padding:0 .75rem 2rem}.search{margin-left:0;width:100%}.search input{flex:1;max-width:none}.results{left:0;right:auto}h1{font-size:1.4rem}th,td{padding:.3rem .4rem}td:first-child{min-width:10rem}}
@media print{.search,.top nav,.copy,.skip,.filters,[role=tablist],footer label{display:none}body{max-width:none}pre{max-height:none}[role=tabpanel][hidden]{display:block!important}details>*{display:block}.wide{overflow:visible}a{color:inherit}}
`;
