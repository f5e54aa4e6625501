interface Props {
  /** De 0 à `maximum`. */
  readonly valeur: number;
  readonly maximum?: number;
  /** Trait vertical : un seuil. */
  readonly seuil?: number;
  readonly libelle: string;
  readonly ton?: 'accent' | 'ok' | 'att' | 'al';
  /** En pixels. */
  readonly hauteur?: number;
}

/** Une barre de mesure, avec un seuil facultatif. Sa valeur est aussi écrite à côté par qui l’emploie. */
export function Jauge({ valeur, maximum = 100, seuil, libelle, ton = 'accent', hauteur = 6 }: Props) {
  const part = (nombre: number) => `${Math.max(0, Math.min(100, (nombre / maximum) * 100))}%`;
  return (
    <div className="jauge" style={{ height: hauteur }}>
      <span className="invisible">{libelle}</span>
      <i className={`jauge-${ton}`} style={{ width: part(valeur) }} />
      {seuil !== undefined && <s style={{ left: part(seuil) }} />}
    </div>
  );
}
