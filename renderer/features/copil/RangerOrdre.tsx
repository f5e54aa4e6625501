import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { DossierDeSeance, EtatSeance, OrdreSeance, Seance } from '../../../shared/contract/seances.ts';
import { formaterHeure } from '../../../shared/domaine/dates.ts';
import { calculerHoraire, type Horaire } from '../../../shared/domaine/horaire.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { BadgeDecision, BadgePile } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe, ChampNombre } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import type { GestesDeSeance } from './gestes-de-seance.ts';
import { ORDRES } from './libelles-copil.ts';
import { useGlisser } from './use-glisser.ts';

/** L’heure de passage de chaque dossier ; ceux du vote groupé ont celle du vote. */
export function heuresDePassage(
  horaire: Horaire<DossierDeSeance>,
  dossiers: readonly DossierDeSeance[],
): ReadonlyMap<number, { readonly debut: string; readonly duree: number | null }> {
  const heures = new Map<number, { readonly debut: string; readonly duree: number | null }>();
  const vote = horaire.points.find(({ genre }) => genre === 'favorables');
  for (const { id } of dossiers) {
    const point = horaire.points.find(({ dossier }) => dossier?.id === id);
    if (point) heures.set(id, { debut: point.debut, duree: point.duree });
    else if (vote) heures.set(id, { debut: vote.debut, duree: null });
  }
  return heures;
}

interface Props {
  readonly etat: EtatSeance;
  readonly seance: Seance;
  readonly onOrdonner: GestesDeSeance['ordonner'];
  readonly onFini: () => void;
}

/** L’ordre du jour à la main : glisser une ligne, ou Alt+Haut et Alt+Bas ; les heures se recalculent. */
export function RangerOrdre({ etat, seance, onOrdonner, onFini }: Props) {
  const { dossiers } = etat;
  const [annonce, setAnnonce] = useState('');
  const aFocaliser = useRef<number | null>(null);
  const liste = useRef<HTMLOListElement>(null);
  const horaire = calculerHoraire(seance, dossiers);
  const heures = heuresDePassage(horaire, dossiers);
  const points = dossiers.map(({ id, minutes }) => ({ dossierId: id, minutes }));

  // Déplacée, une ligne perd le focus : la suite de touches doit continuer sur elle.
  useEffect(() => {
    if (aFocaliser.current === null) return;
    liste.current?.querySelector<HTMLButtonElement>(`[data-poignee="${aFocaliser.current}"]`)?.focus();
    aFocaliser.current = null;
  });

  function deplacer(depuis: number, vers: number): void {
    const point = points[depuis];
    const dossier = dossiers[depuis];
    if (!point || !dossier || vers < 0 || vers >= points.length || depuis === vers) return;
    aFocaliser.current = dossier.id;
    setAnnonce(`${dossier.structure.raisonSociale}, point ${vers + 1} sur ${points.length}`);
    onOrdonner('main', points.toSpliced(depuis, 1).toSpliced(vers, 0, point));
  }

  function surTouche(evenement: KeyboardEvent, rang: number): void {
    const vers = { ArrowUp: rang - 1, ArrowDown: rang + 1, Home: 0, End: points.length - 1 }[evenement.key];
    if (!evenement.altKey || vers === undefined) return;
    evenement.preventDefault();
    deplacer(rang, vers);
  }

  const vise = useGlisser(liste, deplacer);
  const changerMinutes = (dossierId: number, minutes: number | null) =>
    onOrdonner(
      seance.ordre,
      points.map((point) => (point.dossierId === dossierId ? { dossierId, minutes } : point)),
    );

  return (
    <div className="colonne copil-ordre">
      <div className="rangee passe">
        <ChampListe<OrdreSeance>
          libelle="Ordre"
          libelleCache
          options={ORDRES}
          valeur={seance.ordre}
          onChange={(ordre) => onOrdonner(ordre, points)}
        />
        <span className="encre2 t12">
          Glissez une ligne, ou <Kbd touches="Alt+Haut" /> <Kbd touches="Alt+Bas" />
        </span>
        <output className="invisible">{annonce}</output>
        <span className="a-droite">
          <Bouton icone="coche" onClick={onFini}>
            Revenir au tableau
          </Bouton>
        </span>
      </div>
      {horaire.depassement > 0 && (
        <Alerte ton="att">
          {`Les temps donnés ne tiennent pas : la séance finirait à ${formaterHeure(horaire.fin)}, ${pluriel(horaire.depassement, 'minute')} après l’heure prévue.`}
        </Alerte>
      )}
      {horaire.resserre !== null && (
        <Alerte ton="att">
          Tout ne tient pas de {formaterHeure(seance.heureDebut)} à {formaterHeure(seance.heureFin)} aux durées
          habituelles : les temps qui ne sont pas donnés à la main sont réduits.
        </Alerte>
      )}
      <Carte plein className="remplit">
        <Defile libelle="Ordre du jour à ranger" className="copil-rangement">
          <ol ref={liste}>
            {dossiers.map((dossier, rang) => {
              const { id, structure, communeNom, pile, note, minutes, decision } = dossier;
              const heure = heures.get(id);
              const nom = structure.raisonSociale || 'Structure sans nom';
              return (
                <li key={id} draggable data-rang={rang} className={vise === rang ? 'copil-vise' : undefined}>
                  <button
                    type="button"
                    className="copil-poignee"
                    data-poignee={id}
                    onKeyDown={(evenement) => surTouche(evenement, rang)}
                    aria-label={`Déplacer ${nom}, point ${rang + 1} : Alt+Haut, Alt+Bas`}
                  >
                    <Icone nom="trier" taille={16} />
                  </button>
                  <span className="copil-heure">{heure === undefined ? '—' : formaterHeure(heure.debut)}</span>
                  <span className="copil-qui">
                    <span className="g5 elide">{nom}</span>
                    <span className="encre2 t12 elide">{communeNom}</span>
                  </span>
                  <BadgePile pile={pile} />
                  <span className="droite">{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</span>
                  {decision === null ? <span /> : <BadgeDecision nature={decision} />}
                  <ChampNombre
                    libelle={`Minutes pour ${nom}`}
                    libelleCache
                    exemple={heure?.duree == null ? 'vote groupé' : `${heure.duree}\u00a0min`}
                    suffixe="min"
                    minimum={0}
                    maximum={240}
                    valeur={minutes}
                    onChange={(valeur, refuse) => {
                      if (!refuse) changerMinutes(id, valeur);
                    }}
                  />
                </li>
              );
            })}
          </ol>
        </Defile>
      </Carte>
    </div>
  );
}
