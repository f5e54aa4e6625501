const GRAVURES: Readonly<Record<string, string>> = { Gauche: '←', Droite: '→', Haut: '↑', Bas: '↓' };

/** Un raccourci tel qu’écrit sur les touches : `Ctrl+E` → « Ctrl E », dans une seule touche. */
export function Kbd({ touches }: { readonly touches: string }) {
  const texte = touches
    .split('+')
    .map((touche) => GRAVURES[touche] ?? touche)
    .join(' ');
  return <kbd className="kbd">{texte}</kbd>;
}
