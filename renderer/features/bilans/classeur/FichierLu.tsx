import type { AnomalieBilan, ClasseurLu } from '../../../../shared/contract/bilans-classeur.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { Badge, BadgeAnomalie, Cellule, type Ton } from '../../../ui/Badge.tsx';
import { CaseACocher } from '../../../ui/Champs.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';

const ETATS: Readonly<Record<ClasseurLu['etat'], { ton: Ton; signe: NomSigne; libelle: string }>> = {
  a_ecrire: { ton: 'ok', signe: 'fait', libelle: 'À écrire' },
  inchange: { ton: 'neutre', signe: 'vide', libelle: 'Inchangé' },
  a_decider: { ton: 'att', signe: 'attention', libelle: 'À décider' },
  bloque: { ton: 'al', signe: 'refus', libelle: 'Bloqué' },
};

interface LigneAnomalie extends AnomalieBilan {
  readonly cle: string;
}

const COLONNES: readonly ColonneTableau<LigneAnomalie>[] = [
  { code: 'gravite', titre: 'Gravité', largeur: '122px', rendu: (a) => <BadgeAnomalie bloquante={a.bloquante} /> },
  {
    code: 'lieu',
    titre: 'Case',
    largeur: '220px',
    passe: true,
    rendu: ({ feuille, cellule }) =>
      feuille === null ? (
        'le fichier'
      ) : (
        <>
          {feuille} {cellule !== null && <Cellule adresse={cellule} />}
        </>
      ),
  },
  {
    code: 'valeur',
    titre: 'Valeur lue',
    largeur: '130px',
    passe: true,
    rendu: (a) => (a.valeur === '' ? <span className="encre2">(vide)</span> : a.valeur),
  },
  { code: 'message', titre: 'Ce qui ne va pas', passe: true, rendu: (a) => a.message },
];

interface Props {
  readonly lu: ClasseurLu;
  readonly remplace: boolean;
  readonly onRemplacer: (oui: boolean) => void;
}

/** Un classeur rendu : ce qu’il dit, ce qu’il remplacerait, ses anomalies à leur case. */
export function FichierLu({ lu, remplace, onRemplacer }: Props) {
  const { ton, signe, libelle } = ETATS[lu.etat];
  const bloquantes = lu.anomalies.filter((a) => a.bloquante).length;
  const lignes = lu.anomalies
    .map((a, rang) => ({ ...a, cle: `${rang}` }))
    .toSorted((a, b) => Number(b.bloquante) - Number(a.bloquante));
  return (
    <details className="classeurs-bilan-fichier" open={lu.etat === 'bloque' || lu.etat === 'a_decider'}>
      <summary>
        <Badge ton={ton} signe={signe}>
          {libelle}
        </Badge>
        {lu.numero !== null && <span className="encre2">{`n°\u00a0${lu.numero}`}</span>}
        <span className="g5 classeurs-bilan-nom" title={lu.fichier}>
          {lu.structure ?? lu.fichier}
        </span>
        <span className="a-droite encre2">{direResume(lu, bloquantes)}</span>
      </summary>
      <div className="classeurs-bilan-detail">
        <p className="encre2">
          {`« ${lu.fichier} »`}
          {lu.remplace !== null && lu.etat !== 'inchange' && ` ; en base : ${lu.remplace}`}
        </p>
        {lu.etat === 'a_decider' && (
          <CaseACocher libelle="Ce classeur l’emporte sur le bilan en base" valeur={remplace} onChange={onRemplacer} />
        )}
      </div>
      {lignes.length > 0 && (
        <Tableau libelle={`Anomalies de ${lu.fichier}`} colonnes={COLONNES} lignes={lignes} cle={(a) => a.cle} />
      )}
    </details>
  );
}

function direResume({ resume, anomalies }: ClasseurLu, bloquantes: number): string {
  const graves = bloquantes > 0 ? [pluriel(bloquantes, 'anomalie bloquante', 'anomalies bloquantes')] : [];
  const autres = anomalies.length - bloquantes;
  const aVerifier = autres > 0 ? [`${autres} à vérifier`] : [];
  if (resume === null) return graves.join(' · ');
  const { collectifsRealises, collectifsAgrees, droitReelCentimes } = resume;
  return [
    `${collectifsRealises} collectif${collectifsRealises > 1 ? 's' : ''} sur ${collectifsAgrees}`,
    droitReelCentimes === null ? 'droit réel à calculer' : `droit réel ${formaterEuros(droitReelCentimes)}`,
    ...graves,
    ...aVerifier,
  ].join(' · ');
}
