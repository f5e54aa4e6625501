import { useMemo, useState } from 'react';
import type { Apercu } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { CONFIANCE_SURE, compterDossiers, LIBELLES_FAMILLE, LIBELLES_ROLE } from './libelles-import.ts';
import { ProfilImport } from './ProfilImport.tsx';
import type { EtatImport, SuiviImport } from './suivi-import.ts';
import { TableColonnes } from './TableColonnes.tsx';

type Filtre = 'toutes' | 'a_verifier' | 'non_importees' | 'a_la_main';

const FEUILLES: readonly ColonneTableau<Apercu['feuilles'][number]>[] = [
  {
    code: 'nom',
    titre: 'Feuille',
    rendu: ({ nom }) => (
      <span className="g5" title={nom}>
        {nom}
      </span>
    ),
  },
  {
    code: 'role',
    titre: 'Lue comme',
    largeur: '110px',
    rendu: ({ role }) => <span className={role === 'ignoree' ? 'encre3' : ''}>{LIBELLES_ROLE[role]}</span>,
  },
  {
    code: 'lignes',
    titre: 'Lignes',
    nombre: true,
    largeur: '64px',
    rendu: ({ lignes }) => formaterEntier(lignes),
  },
];

interface Props {
  readonly apercu: Apercu;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

function Reconnu({ apercu }: { readonly apercu: Apercu }) {
  return (
    <Carte titre="Fichier reconnu" plein>
      <div className="interieur colonne serree">
        <div className="rangee">
          <Icone nom="tableur" className="accent" />
          <strong className="g6 elide" title={apercu.fichier}>
            {apercu.fichier}
          </strong>
        </div>
        <span className="encre2">{LIBELLES_FAMILLE[apercu.famille]}</span>
        {apercu.demarche !== null && <span className="encre2">{`Démarche ${apercu.demarche}`}</span>}
      </div>
      <Tableau
        libelle="Feuilles du fichier"
        dense
        lignes={apercu.feuilles}
        cle={({ nom }) => nom}
        colonnes={FEUILLES}
      />
      {apercu.collectifsOrphelins > 0 && (
        <div className="interieur">
          <Alerte ton="att">
            {`${pluriel(apercu.collectifsOrphelins, 'collectif')} sans dossier dans le fichier : laissés à l’écart, et listés dans les anomalies.`}
          </Alerte>
        </div>
      )}
    </Carte>
  );
}

/** Deuxième étape : ce que le logiciel a compris du fichier, et la main de l’agent sur chaque colonne. */
export function EtapeColonnes({ apercu, etat, suivi }: Props) {
  const [filtre, setFiltre] = useState<Filtre>('toutes');
  const [texte, setTexte] = useState('');
  const { colonnes } = apercu;
  const groupes = useMemo(
    () => ({
      toutes: colonnes,
      a_verifier: colonnes.filter(({ champ, confiance }) => champ !== null && confiance < CONFIANCE_SURE),
      non_importees: colonnes.filter(({ champ }) => champ === null),
      a_la_main: colonnes.filter(({ cle }) => Object.hasOwn(etat.correspondances, cle)),
    }),
    [colonnes, etat.correspondances],
  );
  const cherche = normaliserTexte(texte);
  const montrees = groupes[filtre].filter(
    ({ entete, champLibelle, feuille }) =>
      cherche === '' || normaliserTexte(`${entete} ${champLibelle ?? ''} ${feuille}`).includes(cherche),
  );
  const reconnues = colonnes.length - groupes.non_importees.length;
  const { total } = compterDossiers(apercu, etat.refuses);
  return (
    <div className="import-colonnes">
      <Carte
        titre="Colonnes du fichier"
        sousTitre={`${formaterEntier(reconnues)} reconnues sur ${formaterEntier(colonnes.length)} ; les autres restent lisibles dans le dossier`}
        actions={
          <label className="recherche">
            <Icone nom="chercher" taille={14} />
            <span className="invisible">Filtrer les colonnes</span>
            <input
              type="search"
              placeholder="Filtrer les colonnes…"
              value={texte}
              onChange={(evenement) => setTexte(evenement.currentTarget.value)}
            />
          </label>
        }
        plein
        className="remplit"
        pied={
          <>
            <span>
              {groupes.a_verifier.length === 0
                ? 'Aucun rapprochement douteux.'
                : `${pluriel(groupes.a_verifier.length, 'rapprochement')} à vérifier : regardez l’exemple, changez si besoin.`}
            </span>
            <div className="rangee a-droite import-suite">
              <Bouton onClick={() => suivi.aller('fichier')}>Retour</Bouton>
              <Bouton genre="principal" inactif={etat.travail !== null} onClick={() => suivi.aller('differences')}>
                Voir les différences
              </Bouton>
            </div>
          </>
        }
      >
        {total === 0 && (
          <div className="import-sans-dossier">
            <Alerte
              ton="att"
              titre="Aucun dossier reconnu dans ce fichier."
              actions={
                <Bouton taille="petite" onClick={suivi.abandonner}>
                  Prendre un autre fichier
                </Bouton>
              }
            >
              Vérifiez que c’est bien l’export des réponses ; sinon, dites quelle colonne porte le numéro du dossier.
            </Alerte>
          </div>
        )}
        <Onglets
          libelle="Colonnes montrées"
          actif={filtre}
          onChange={setFiltre}
          onglets={[
            { code: 'toutes', libelle: 'Toutes', nombre: colonnes.length },
            { code: 'a_verifier', libelle: 'À vérifier', nombre: groupes.a_verifier.length },
            { code: 'non_importees', libelle: 'Non importées', nombre: groupes.non_importees.length },
            { code: 'a_la_main', libelle: 'Changées à la main', nombre: groupes.a_la_main.length },
          ]}
        />
        <TableColonnes colonnes={montrees} correspondances={etat.correspondances} onChange={suivi.changerColonne} />
      </Carte>
      <div className="colonne defile">
        <Reconnu apercu={apercu} />
        <ProfilImport apercu={apercu} etat={etat} suivi={suivi} />
        {apercu.ecartes > 0 && (
          <Badge ton="al" signe="refus">
            {`${pluriel(apercu.ecartes, 'dossier')} bloqué${apercu.ecartes > 1 ? 's' : ''} : détail à l’étape suivante`}
          </Badge>
        )}
      </div>
    </div>
  );
}
