interface Props {
  /** En centimes. */
  readonly total: number;
  /** Parts successives de l’enveloppe, en centimes. */
  readonly engage: number;
  readonly ceDossier?: number;
  readonly enCours?: number;
  readonly libelle: string;
}

/** L’enveloppe en une barre : engagé plein, ce dossier plus clair, ce qui attend en hachures. */
export function BarreEnveloppe({ total, engage, ceDossier = 0, enCours = 0, libelle }: Props) {
  // Au-delà de l’enveloppe, la barre garde les proportions de ce qui est demandé.
  const base = Math.max(total, engage + ceDossier + enCours, 1);
  const part = (centimes: number) => ({ width: `${(Math.max(0, centimes) / base) * 100}%` });
  const depasse = engage + ceDossier + enCours > total;
  return (
    <div className="copil-barre">
      <span className="invisible">{libelle}</span>
      <i className="copil-barre-engage" style={part(engage)} />
      {ceDossier > 0 && <i className="copil-barre-dossier" style={part(ceDossier)} />}
      {enCours > 0 && <i className="copil-barre-attente" style={part(enCours)} />}
      {depasse && <s style={{ left: `${(total / base) * 100}%` }} />}
    </div>
  );
}
