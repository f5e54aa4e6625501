import { Link } from 'wouter';
import { LIBELLES_DECISION } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { chemins } from '../../contexte.tsx';
import { BadgePile } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Jauge } from '../../ui/Jauge.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { ecrireEtendue, ecrireRang, notesDe } from './colonnes.tsx';
import { LIBELLES_PARCOURS, LIBELLES_STABILITE, type LigneClassee } from './filtres.ts';

type Besoin = LigneClassee['besoin'][number];
const SIGNES: Readonly<Record<Besoin['genre'], { readonly nom: NomSigne; readonly ton: string }>> = {
  condition: { nom: 'refus', ton: 'al' },
  coter: { nom: 'en_cours', ton: 'accent' },
  axe: { nom: 'attention', ton: 'att' },
  note: { nom: 'attention', ton: 'att' },
  chemin: { nom: 'plus', ton: 'accent' },
  rien: { nom: 'fait', ton: 'ok' },
};

interface Props {
  readonly campagneId: number;
  readonly ligne: LigneClassee;
  readonly anneePrecedente: string | null;
  readonly onFiche: () => void;
  readonly enCours: boolean;
}

/** Le dossier choisi : sa note, pourquoi cette pile, ce qu’il faudrait, et l’année d’avant. */
export function DetailResultat({ campagneId, ligne, anneePrecedente, onFiche, enCours }: Props) {
  const { note, pile, raisons, structure, besoin } = ligne;
  const favorable = pile === 'favorable';
  return (
    <Carte
      titre={structure.raisonSociale || 'Structure sans nom'}
      actions={<BadgePile pile={pile} />}
      pied={
        <>
          <Link href={chemins.lecture(campagneId, ligne.id)} className="lien">
            Ma lecture
          </Link>
          <Link href={chemins.dossier(campagneId, ligne.id)} className="lien">
            Le dossier
          </Link>
          <span className="a-droite">
            <Bouton taille="petite" icone="document" enCours={enCours} onClick={onFiche}>
              Fiche PDF
            </Bouton>
          </span>
        </>
      }
    >
      <Defile libelle={`Résultat de ${structure.raisonSociale}`} className="colonne res-detail">
        <div className="rangee res-note">
          <span className="t28 g6">{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</span>
          <span className="encre2">sur 100</span>
          <span className="a-droite encre2">
            {ligne.rang === null ? ecrireRang(ligne) : `rang ${ecrireRang(ligne)}`}
          </span>
        </div>
        <div className="res-axes">
          {note.axes.map(({ code, libelle, dixiemes, seuil, sousSeuil }) => (
            <div key={code}>
              <span>{libelle}</span>
              <Jauge
                valeur={(dixiemes ?? 0) / 10}
                seuil={seuil}
                ton={sousSeuil ? 'att' : 'accent'}
                libelle={`${libelle}, seuil ${seuil}`}
              />
              <b className="droite g6">{dixiemes === null ? '—' : formaterDixiemes(dixiemes)}</b>
            </div>
          ))}
        </div>
        <h3>{favorable ? 'Pourquoi cette proposition' : 'Ce qui est en question'}</h3>
        <ul className="res-liste">
          {raisons.map((raison) => (
            <li key={raison}>
              <Signe nom={favorable ? 'fait' : 'attention'} className={favorable ? 'ok' : 'att'} />
              <span>{raison}</span>
            </li>
          ))}
        </ul>
        <h3>Que faudrait-il ?</h3>
        {besoin.length === 0 ? (
          <p className="encre2 t12">La note de ce dossier vous est cachée tant que votre lecture n’est pas terminée.</p>
        ) : (
          <ul className="res-liste">
            {besoin.map(({ genre, texte, detail }) => (
              <li key={texte}>
                <Signe nom={SIGNES[genre].nom} className={SIGNES[genre].ton} />
                <span>
                  {texte}
                  {detail !== null && <span className="encre2 res-comment">{detail}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
        <h3>Stabilité et année précédente</h3>
        <dl className="res-faits">
          <dt>Rang tenu</dt>
          <dd>
            {ligne.stabilite === null
              ? 'sans rang'
              : `${LIBELLES_STABILITE[ligne.stabilite.stabilite].toLowerCase()}, ${ecrireEtendue(ligne.stabilite)} quand un axe pèse de moitié moins à moitié plus`}
          </dd>
          <dt>Parcours</dt>
          <dd>{LIBELLES_PARCOURS[ligne.parcours].toLowerCase()}</dd>
          {anneePrecedente !== null && (
            <>
              <dt>{anneePrecedente}</dt>
              <dd>{direAnnee(ligne)}</dd>
            </>
          )}
        </dl>
        <p className="encre3 t12">Proposition du logiciel : le Copil décide.</p>
      </Defile>
    </Carte>
  );
}

function direAnnee({ precedent }: LigneClassee): string {
  if (precedent === null) return 'pas de dossier';
  const [seul, ...autres] = precedent.dossiers;
  const decision = autres.length > 0 || !seul || seul.decision === null ? null : seul.decision;
  return [
    notesDe(precedent) === '' ? 'sans note' : `note ${notesDe(precedent)}`,
    decision === null
      ? null
      : decision === 'mixte'
        ? 'décision selon le collectif'
        : LIBELLES_DECISION[decision].toLowerCase(),
    precedent.agreeCentimes === null ? null : `${formaterEuros(precedent.agreeCentimes)} agréés`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
