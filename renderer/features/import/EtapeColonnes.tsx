import { useMemo, useState } from 'react';
import type { Apercu, ColonneImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { Alerte, EtatVide } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { compterImport } from './decisions.ts';
import { FichiersLus } from './FichiersLus.tsx';
import { CONFIANCE_SURE } from './libelles-import.ts';
import { ProfilImport } from './ProfilImport.tsx';
import type { EtatImport, SuiviImport } from './suivi-import.ts';
import { TableColonnes } from './TableColonnes.tsx';

type Filtre = 'toutes' | 'a_verifier' | 'non_importees' | 'a_la_main';

interface Props {
  readonly apercu: Apercu;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

function grouper(colonnes: readonly ColonneImport[], mains: EtatImport['correspondances']) {
  return {
    toutes: colonnes,
    a_verifier: colonnes.filter(({ champ, confiance }) => champ !== null && confiance < CONFIANCE_SURE),
    non_importees: colonnes.filter(({ champ }) => champ === null),
    a_la_main: colonnes.filter(({ cle }) => Object.hasOwn(mains, cle)),
  };
}

/** Le pied de l’étape : ce qu’il reste à regarder, et le bouton qui continue. */
function Pied({ texte, etat, suivi }: { readonly texte: string } & Pick<Props, 'etat' | 'suivi'>) {
  return (
    <>
      <span>{texte}</span>
      <div className="rangee a-droite import-suite">
        <Bouton onClick={() => suivi.aller('fichier')}>Retour</Bouton>
        <Bouton genre="principal" inactif={etat.travail !== null} onClick={() => suivi.aller('differences')}>
          Voir les différences
        </Bouton>
      </div>
    </>
  );
}

/** Un classeur de la campagne n’a rien à rapprocher : on le dit, et Entrée continue. */
function RienARapprocher({ apercu, etat, suivi }: Props) {
  return (
    <Carte
      titre="Colonnes du fichier"
      className="remplit"
      pied={<Pied texte="Entrée pour continuer." etat={etat} suivi={suivi} />}
    >
      <EtatVide titre="Rien à rapprocher" icone="tableur">
        {apercu.famille === 'classeur'
          ? 'C’est le classeur de réponse de la campagne : chaque case y a sa place, il se lit sans question.'
          : 'Aucune colonne ne demande de choix dans ces fichiers.'}
      </EtatVide>
    </Carte>
  );
}

function Colonnes({ apercu, etat, suivi }: Props) {
  const [filtre, setFiltre] = useState<Filtre>('toutes');
  const [texte, setTexte] = useState('');
  const { colonnes } = apercu;
  const groupes = useMemo(() => grouper(colonnes, etat.correspondances), [colonnes, etat.correspondances]);
  const cherche = normaliserTexte(texte);
  const montrees = groupes[filtre].filter(
    ({ entete, champLibelle, feuille }) =>
      cherche === '' || normaliserTexte(`${entete} ${champLibelle ?? ''} ${feuille}`).includes(cherche),
  );
  const reconnues = colonnes.length - groupes.non_importees.length;
  return (
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
        <Pied
          texte={
            groupes.a_verifier.length === 0
              ? 'Aucun rapprochement douteux.'
              : `${pluriel(groupes.a_verifier.length, 'rapprochement')} à vérifier : regardez les valeurs, changez si besoin.`
          }
          etat={etat}
          suivi={suivi}
        />
      }
    >
      {compterImport(apercu, etat.decisions).total === 0 && (
        <div className="import-sans-dossier">
          <Alerte
            ton="att"
            titre="Aucun dossier reconnu."
            actions={
              <Bouton taille="petite" onClick={suivi.abandonner}>
                Prendre un autre fichier
              </Bouton>
            }
          >
            Vérifiez que ce sont bien les réponses ; sinon, dites quelle colonne porte le numéro du dossier ou le nom de
            la structure.
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
  );
}

/** Deuxième étape : ce que le logiciel a compris des fichiers, et la main de l’agent sur chaque colonne. */
export function EtapeColonnes({ apercu, etat, suivi }: Props) {
  const { colonnes, ecartes } = apercu;
  return (
    <div className="import-colonnes">
      {colonnes.length === 0 ? (
        <RienARapprocher apercu={apercu} etat={etat} suivi={suivi} />
      ) : (
        <Colonnes apercu={apercu} etat={etat} suivi={suivi} />
      )}
      <div className="colonne defile">
        <FichiersLus apercu={apercu} etat={etat} suivi={suivi} />
        {colonnes.length > 0 && <ProfilImport apercu={apercu} etat={etat} suivi={suivi} />}
        {ecartes > 0 && (
          <Badge ton="al" signe="refus">
            {`${pluriel(ecartes, 'dossier')} bloqué${ecartes > 1 ? 's' : ''} : détail à l’étape suivante`}
          </Badge>
        )}
      </div>
    </div>
  );
}
