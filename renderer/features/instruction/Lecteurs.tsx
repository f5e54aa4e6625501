import { useQuery } from '@tanstack/react-query';
import type { EtatLecteurs } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import './lecteurs.css';

type Lecteur = EtatLecteurs['lecteurs'][number];

function ecrire(dixiemes: number | null): string {
  return dixiemes === null ? '—' : formaterDixiemes(dixiemes);
}

/** « +3,2 », « −1,0 », « 0,0 ». */
function ecrireEcart(dixiemes: number | null): string {
  return dixiemes !== null && dixiemes > 0 ? `+${formaterDixiemes(dixiemes)}` : ecrire(dixiemes);
}

/** Ses chiffres sont dans les colonnes : l’image ne fait que les montrer. Les notes du lecteur de 0 à 100, sa moyenne en trait plein, un écart-type de part et d’autre. */
function Etalement({ lecteur }: { readonly lecteur: Lecteur }) {
  const { notes, moyenne, ecartType } = lecteur;
  if (moyenne === null || ecartType === null) return null;
  const bas = Math.max(0, moyenne - ecartType);
  const haut = Math.min(1000, moyenne + ecartType);
  return (
    <svg className="lect-etalement" viewBox="0 0 1000 60" preserveAspectRatio="none" aria-hidden>
      <line x1="0" y1="30" x2="1000" y2="30" className="lect-axe" />
      <rect x={bas} y="16" width={Math.max(4, haut - bas)} height="28" className="lect-bande" />
      {notes.map((note, rang) => (
        // Deux notes égales se superposent : le rang seul les distingue, et la liste est triée.
        // oxlint-disable-next-line react/no-array-index-key
        <line key={rang} x1={note} y1="14" x2={note} y2="46" className="lect-note" />
      ))}
      <line x1={moyenne} y1="4" x2={moyenne} y2="56" className="lect-moyenne" />
    </svg>
  );
}

/** À droite du zéro, il note plus haut que les autres ; à gauche, plus bas. Échelle de −30 à +30 points. */
function Ecart({ lecteur: { ecartAuxAutres } }: { readonly lecteur: Lecteur }) {
  if (ecartAuxAutres === null) return null;
  const borne = Math.max(-300, Math.min(300, ecartAuxAutres));
  return (
    <svg className="lect-etalement" viewBox="-300 0 600 60" preserveAspectRatio="none" aria-hidden>
      <line x1="-300" y1="30" x2="300" y2="30" className="lect-axe" />
      <line x1="0" y1="8" x2="0" y2="52" className="lect-axe" />
      <rect
        x={Math.min(0, borne)}
        y="19"
        width={Math.max(3, Math.abs(borne))}
        height="22"
        className={Math.abs(ecartAuxAutres) >= 150 ? 'lect-fort' : 'lect-bande-pleine'}
      />
    </svg>
  );
}

const COLONNES: readonly ColonneTableau<Lecteur>[] = [
  { code: 'nom', titre: 'Lecteur', largeur: '170px', rendu: (l) => <span className="g5">{l.nom}</span> },
  { code: 'terminees', titre: 'Terminées', nombre: true, largeur: '78px', rendu: (l) => l.terminees },
  { code: 'enCours', titre: 'En cours', nombre: true, largeur: '72px', rendu: (l) => l.enCours },
  { code: 'moyenne', titre: 'Moyenne', nombre: true, largeur: '76px', rendu: (l) => <b>{ecrire(l.moyenne)}</b> },
  { code: 'ecartType', titre: 'Écart-type', nombre: true, largeur: '82px', rendu: (l) => ecrire(l.ecartType) },
  { code: 'basse', titre: 'Min.', nombre: true, largeur: '58px', rendu: (l) => ecrire(l.notes[0] ?? null) },
  { code: 'haute', titre: 'Max.', nombre: true, largeur: '58px', rendu: (l) => ecrire(l.notes.at(-1) ?? null) },
  { code: 'etalement', titre: 'Notes de 0 à 100', rendu: (l) => <Etalement lecteur={l} /> },
  { code: 'communs', titre: 'Communs', nombre: true, largeur: '78px', rendu: (l) => l.communs },
  {
    code: 'ecart',
    titre: 'Écart aux autres',
    nombre: true,
    largeur: '116px',
    rendu: (l) => <b>{ecrireEcart(l.ecartAuxAutres)}</b>,
  },
  { code: 'image', titre: '−30 à +30 points', largeur: '190px', rendu: (l) => <Ecart lecteur={l} /> },
];

/** Ce qui distingue chaque lecteur : de quoi s’accorder sur l’usage de l’échelle, pas de quoi juger un agent. */
export function Lecteurs({ campagneId }: { readonly campagneId: number }) {
  const { data, error } = useQuery(q.instruction.lecteurs.queryOptions({ input: { campagneId } }));
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement texte="Calcul des écarts…" />;
  if (data.lecteurs.length === 0)
    return (
      <EtatVide titre="Aucune lecture commencée" icone="agents">
        Les lecteurs viendront ici dès leur première cotation.
      </EtatVide>
    );
  return (
    <div className="colonne remplit instr-pile">
      {data.caches > 0 && (
        <Alerte ton="info" titre="Lecture aveugle.">
          {`${pluriel(data.caches, 'dossier')} que vous lisez encore ${data.caches > 1 ? 'sont laissés' : 'est laissé'} de côté dans ces moyennes.`}
        </Alerte>
      )}
      <Carte plein titre="Dérive des lecteurs" sousTitre="lectures terminées, liens d’intérêt mis à part">
        <Tableau libelle="Dérive des lecteurs" colonnes={COLONNES} lignes={data.lecteurs} cle={(l) => l.agentId} />
      </Carte>
      <p className="encre2 t12">
        Moyenne et écart-type sur toutes les lectures terminées de chacun. L’écart aux autres ne compare que les
        dossiers communs : sa note moins la moyenne des autres lecteurs, en moyenne. Positif : note plus haut que les
        autres.
      </p>
    </div>
  );
}
