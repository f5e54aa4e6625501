// Les deux scripts posés dans chaque page : le monde de la page, et celui du préchargement (isolé, comme sous Electron).
// Entre eux, rien que des chaînes dans des événements : aucun objet ne passe d’un monde à l’autre.

/** Côté page : pose ce que le préchargement expose ; une fonction devient un relais, comme avec contextBridge. */
export const MONDE_PAGE = `(() => {
  const rappels = new Map();
  let suivant = 1;
  let retour;
  const revivre = (v) => (v && v.fn !== undefined ? (...args) => appeler(v.fn, args) : v?.v);
  function appeler(fn, args) {
    const envoi = args.map((a) => (typeof a === 'function' ? (rappels.set(suivant, a), { cb: suivant++ }) : { v: a }));
    retour = undefined;
    dispatchEvent(new CustomEvent('pont-appel', { detail: JSON.stringify({ fn, args: envoi }) }));
    return revivre(retour);
  }
  const ecouter = (nom, fn) => addEventListener(nom, (e) => { e.stopImmediatePropagation(); fn(JSON.parse(e.detail)); }, true);
  ecouter('pont-retour', (v) => { retour = v; });
  ecouter('pont-rappel', ({ cb, args }) => rappels.get(cb)?.(...args));
  ecouter('pont-expose', ({ cle, valeur }) => {
    const objet = Object.fromEntries(Object.entries(valeur).map(([k, v]) => [k, revivre(v)]));
    Object.defineProperty(window, cle, { value: Object.freeze(objet), configurable: false, writable: false });
  });
})();`;

/** Côté isolé : un « electron » de préchargement en bac à sable, puis le code construit. */
export function mondePrechargement(code) {
  return `(() => {
  const ports = new Map(), ecouteurs = new Map(), fonctions = [];
  let suivant = 1;
  const coder = (d) => {
    if (typeof d === 'string') return { s: d };
    const octets = new Uint8Array(d.buffer ?? d, d.byteOffset ?? 0, d.byteLength);
    let texte = '';
    for (let i = 0; i < octets.length; i += 8192) texte += String.fromCharCode(...octets.subarray(i, i + 8192));
    return { b: btoa(texte) };
  };
  const decoder = (m) => ('s' in m ? m.s : Uint8Array.from(atob(m.b), (c) => c.charCodeAt(0)));
  globalThis.__livrer = (id, m) => ports.get(id)?.postMessage(decoder(m));
  globalThis.__recevoir = (canal, args) => { for (const f of ecouteurs.get(canal) ?? []) f({ sender: null }, ...args); };
  const emettre = (nom, v) => dispatchEvent(new CustomEvent(nom, { detail: JSON.stringify(v ?? {}) }));
  const geler = (v) => (typeof v === 'function' ? { fn: fonctions.push(v) - 1 } : { v });
  addEventListener('pont-appel', (e) => {
    e.stopImmediatePropagation();
    const { fn, args } = JSON.parse(e.detail);
    const reels = args.map((a) => (a.cb === undefined ? a.v : (...r) => emettre('pont-rappel', { cb: a.cb, args: r })));
    emettre('pont-retour', geler(fonctions[fn](...reels)));
  }, true);
  const electron = {
    contextBridge: { exposeInMainWorld(cle, api) {
      emettre('pont-expose', { cle, valeur: Object.fromEntries(Object.entries(api).map(([k, v]) => [k, geler(v)])) });
    } },
    ipcRenderer: {
      on(canal, f) { ecouteurs.set(canal, [...(ecouteurs.get(canal) ?? []), f]); },
      off(canal, f) { ecouteurs.set(canal, (ecouteurs.get(canal) ?? []).filter((g) => g !== f)); },
      postMessage(canal, message, transfert = []) {
        const ids = transfert.map((p) => {
          const id = suivant++;
          ports.set(id, p);
          p.onmessage = (e) => __ipc(JSON.stringify({ port: id, m: coder(e.data) }));
          return id;
        });
        __ipc(JSON.stringify({ canal, message, ids, url: location.href, cadre: window !== window.top }));
      },
    },
  };
  const require = (nom) => {
    if (nom === 'electron') return electron;
    throw new Error('un préchargement en bac à sable ne peut pas charger ' + nom);
  };
  (function (require, exports, module) { ${code}\n })(require, {}, { exports: {} });
})();`;
}
