import type {
  AnomalieTableau,
  ApercuTableau,
  ChangementTableau,
  DecisionVue,
} from '../../../../shared/contract/tableaux.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { libelleMotif } from '../../../../shared/domaine/decisions-ecrites.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { BadgeAnomalie, BadgeDecision, Cellule } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../../ui/Carte.tsx';
import { CaseACocher } from '../../../ui/Champs.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import type { RepriseTableau } from './use-tableau.ts';

interface Props {
  readonly apercu: ApercuTableau;
  readonly reprise: RepriseTableau;
}

/** Ce que le fichier changerait, collectif par collectif, et ce qui ne va pas, cellule par cellule. */
export function ApercuDuTableau({ apercu, reprise }: Props) {
  const { anomalies, changements, enveloppe } = apercu;
  const bloquantes = anomalies.filter((a) => a.bloquante);
  const conflits = changements.filter((c) => c.conflit);
  const aEcrire = changements.filter((c) => !c.conflit || reprise.choisies.has(c.collectifId)).length;
  const entiere = bloquantes.some((a) => a.feuille === null);
  return (
    <>
      <Chiffres
        chiffres={[
          { libelle: 'Décisions à écrire', valeur: aEcrire, accent: true },
          { libelle: 'En conflit', valeur: conflits.length },
          { libelle: 'Anomalies bloquantes', valeur: bloquantes.length },
          { libelle: 'Déjà en base', valeur: apercu.inchangees },
          { libelle: 'Sans décision', valeur: apercu.sansDecision },
          ...direEnveloppe(enveloppe, conflits.length > 0),
        ]}
      />
      <Defile libelle="Ce que le tableau changerait" className="tableau-copil-etapes">
        {changements.length === 0 && bloquantes.length === 0 && (
          <Alerte ton="ok" titre="Rien à changer.">
            {apercu.appliqueLe === null
              ? 'Ce fichier dit la même chose que la base.'
              : `Ce fichier a été appliqué le ${formaterInstant(apercu.appliqueLe)} : la base dit déjà la même chose.`}
          </Alerte>
        )}
        {anomalies.length > 0 && <Anomalies anomalies={anomalies} bloquantes={bloquantes.length} />}
        {changements.length > 0 && (
          <Carte titre="Décisions" sousTitre={`de « ${apercu.fichier} », avant et après`} plein>
            <Tableau
              libelle="Décisions du tableau"
              colonnes={colonnesDes(reprise, conflits.length > 0)}
              lignes={changements}
              cle={(c) => c.collectifId}
            />
          </Carte>
        )}
      </Defile>
      <div className="carte tableau-copil-pied">
        {conflits.length > 0 && (
          <CaseACocher
            libelle={`Le fichier l’emporte sur les ${pluriel(conflits.length, 'conflit')}`}
            valeur={conflits.every((c) => reprise.choisies.has(c.collectifId))}
            onChange={(oui) =>
              reprise.basculer(
                conflits.map((c) => c.collectifId),
                oui,
              )
            }
          />
        )}
        <span className="rangee serree a-droite">
          <Bouton onClick={reprise.recommencer}>Prendre un autre fichier</Bouton>
          <Bouton
            genre="principal"
            icone="enregistrer"
            inactif={aEcrire === 0 || entiere}
            enCours={reprise.occupe}
            onClick={() => reprise.appliquer(bloquantes.length > 0)}
          >
            {bloquantes.length === 0
              ? `Appliquer ${pluriel(aEcrire, 'décision')}`
              : `Appliquer les lignes sans anomalie (${aEcrire})`}
          </Bouton>
        </span>
      </div>
    </>
  );
}

function direEnveloppe(enveloppe: ApercuTableau['enveloppe'], avecConflits: boolean) {
  const { totalCentimes, apresCentimes, apresConflitsCentimes } = enveloppe;
  const montrer = (engage: number) => formaterEuros(totalCentimes === null ? engage : totalCentimes - engage);
  const quoi = totalCentimes === null ? 'Engagé après' : 'Reste après';
  return [
    { libelle: quoi, valeur: montrer(apresCentimes) },
    ...(avecConflits ? [{ libelle: `${quoi}, fichier partout`, valeur: montrer(apresConflitsCentimes) }] : []),
  ];
}

function Decision({ vue }: { readonly vue: DecisionVue | null }) {
  if (vue === null) return <span className="encre2">sans décision</span>;
  const pourquoi = [libelleMotif(vue.motif), vue.texte].filter((t) => t !== '').join(' : ');
  return (
    <span className="tableau-copil-decision">
      <BadgeDecision nature={vue.nature} />
      {pourquoi !== '' && <span className="encre2">{pourquoi}</span>}
    </span>
  );
}

function colonnesDes(reprise: RepriseTableau, avecConflits: boolean): ColonneTableau<ChangementTableau>[] {
  return [
    {
      code: 'dossier',
      titre: 'Dossier',
      largeur: '220px',
      passe: true,
      rendu: (c) => (
        <>
          <span className="g5">{c.structure}</span> <span className="encre2">{`n°\u00a0${c.numero}`}</span>
        </>
      ),
    },
    { code: 'lettre', titre: 'Collectif', largeur: '70px', rendu: (c) => c.lettre },
    { code: 'avant', titre: 'En base', passe: true, rendu: (c) => <Decision vue={c.avant} /> },
    { code: 'apres', titre: 'Dans le fichier', passe: true, rendu: (c) => <Decision vue={c.apres} /> },
    {
      code: 'montant',
      titre: 'Montant',
      largeur: '190px',
      nombre: true,
      rendu: (c) => `${formaterEuros(c.avant?.montantCentimes ?? 0)} → ${formaterEuros(c.apres.montantCentimes)}`,
    },
    ...(avecConflits
      ? [
          {
            code: 'conflit',
            titre: 'Conflit',
            largeur: '150px',
            rendu: (c: ChangementTableau) =>
              c.conflit ? (
                <CaseACocher
                  libelle="Prendre le fichier"
                  valeur={reprise.choisies.has(c.collectifId)}
                  onChange={(oui) => reprise.basculer([c.collectifId], oui)}
                />
              ) : (
                ''
              ),
          },
        ]
      : []),
  ];
}

const COLONNES_ANOMALIES: readonly ColonneTableau<AnomalieTableau & { readonly cle: string }>[] = [
  { code: 'gravite', titre: 'Gravité', largeur: '122px', rendu: (a) => <BadgeAnomalie bloquante={a.bloquante} /> },
  {
    code: 'ligne',
    titre: 'Dossier',
    largeur: '100px',
    rendu: (a) => [a.numero, a.lettre].filter((t) => t !== null).join(' ') || '—',
  },
  {
    code: 'cellule',
    titre: 'Cellule',
    largeur: '90px',
    rendu: (a) => (a.cellule === null ? 'fichier' : <Cellule adresse={a.cellule} />),
  },
  {
    code: 'valeur',
    titre: 'Valeur lue',
    largeur: '150px',
    passe: true,
    rendu: (a) => (a.valeur === '' ? <span className="encre2">(vide)</span> : a.valeur),
  },
  { code: 'message', titre: 'Ce qu’il faut faire', passe: true, rendu: (a) => a.message },
];

function Anomalies({
  anomalies,
  bloquantes,
}: {
  readonly anomalies: readonly AnomalieTableau[];
  readonly bloquantes: number;
}) {
  return (
    <Carte
      titre="Anomalies"
      sousTitre={
        bloquantes === 0
          ? 'à savoir ; rien n’empêche d’appliquer'
          : 'corrigez le fichier et reprenez-le, ou appliquez le reste : les lignes bloquantes sont laissées'
      }
      plein
    >
      <Tableau
        libelle="Anomalies du tableau"
        colonnes={COLONNES_ANOMALIES}
        lignes={anomalies.map((a, rang) => ({ ...a, cle: `${rang}` }))}
        cle={(a) => a.cle}
      />
    </Carte>
  );
}
