import { Link } from 'wouter';
import type { ImportFait } from '../../../shared/contract/imports.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { Icone, type NomIcone } from '../../ui/Icone.tsx';
import type { SuiviImport } from './suivi-import.ts';

interface Suite {
  readonly vers: string;
  readonly icone: NomIcone;
  readonly titre: string;
  readonly detail: string;
}

function suites(campagneId: number, fait: ImportFait): readonly Suite[] {
  const anomalies: Suite = {
    vers: `${chemins.dossiers(campagneId)}?vue=anomalies`,
    icone: 'verifier',
    titre: `Revoir les dossiers avec anomalies (${pluriel(fait.anomalies, 'anomalie')})`,
    detail: 'Chacune reste montrée à sa place dans le dossier, avec sa cellule.',
  };
  return [
    {
      vers: chemins.dossiers(campagneId),
      icone: 'dossier',
      titre: 'Voir la liste des dossiers',
      detail: 'Coûts, demandes et droits calculés par le barème de la campagne.',
    },
    ...(fait.anomalies > 0 ? [anomalies] : []),
    {
      vers: chemins.instruction(campagneId),
      icone: 'lire',
      titre: 'Commencer l’instruction',
      detail: 'Les conditions sont déjà proposées avec leurs preuves ; il reste à noter.',
    },
  ];
}

interface Props {
  readonly campagneId: number;
  readonly fait: ImportFait;
  readonly aSuivre: readonly File[];
  readonly suivi: SuiviImport;
}

/** Dernière étape : ce qui a été écrit, et quoi faire ensuite. */
export function EtapeFaite({ campagneId, fait, aSuivre, suivi }: Props) {
  const { dossiers, collectifs, structures } = fait.bilan;
  const prochain = aSuivre[0];
  return (
    <>
      <Alerte ton="ok" titre={`« ${fait.fichier} » est importé.`}>
        {`Écrit d’un seul bloc le ${formaterInstant(fait.instant)} par ${fait.agent} ; l’import est au journal.`}
      </Alerte>
      <Chiffres
        chiffres={[
          { libelle: 'Dossiers nouveaux', valeur: formaterEntier(dossiers.nouveaux), accent: true },
          { libelle: 'Dossiers modifiés', valeur: formaterEntier(dossiers.modifies) },
          { libelle: 'Sans changement', valeur: formaterEntier(dossiers.inchanges) },
          { libelle: 'Collectifs nouveaux', valeur: formaterEntier(collectifs.nouveaux) },
          { libelle: 'Structures nouvelles', valeur: formaterEntier(structures.nouvelles) },
          { libelle: 'Anomalies gardées', valeur: formaterEntier(fait.anomalies) },
        ]}
      />
      <Carte titre="Et maintenant" plein>
        <ul className="import-suites">
          {suites(campagneId, fait).map(({ vers, icone, titre, detail }) => (
            <li key={vers}>
              <Link href={vers}>
                <Icone nom={icone} taille={18} className="accent" />
                <span>
                  <strong className="g5">{titre}</strong>
                  <span className="encre2 t12">{detail}</span>
                </span>
                <Icone nom="droite" />
              </Link>
            </li>
          ))}
        </ul>
      </Carte>
      <div className="rangee import-suite">
        {prochain === undefined ? (
          <>
            <Link href={chemins.dossiers(campagneId)} className="btn btn-principal">
              Voir les dossiers
            </Link>
            <Bouton icone="envoyer" onClick={suivi.abandonner}>
              Importer un autre fichier
            </Bouton>
          </>
        ) : (
          <>
            <Bouton genre="principal" icone="suivant" onClick={suivi.suivant}>
              {`Lire le fichier suivant : ${prochain.name}`}
            </Bouton>
            <span className="encre2">{`${pluriel(aSuivre.length, 'fichier')} à la suite`}</span>
          </>
        )}
      </div>
    </>
  );
}
