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
import { BoutonRejets } from './BoutonRejets.tsx';
import type { SuiviImport } from './suivi-import.ts';
import { useAnnulation } from './use-annulation.tsx';

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
  const ibans: Suite = {
    vers: `${chemins.paiements(campagneId)}?onglet=ibans`,
    icone: 'cadenas',
    titre: `${pluriel(fait.demandesIban, 'demande')} de changement d’IBAN`,
    detail: 'Un autre agent appelle la structure, puis accepte ou refuse ; d’ici là ses paiements attendent.',
  };
  const relire: Suite = {
    vers: `${chemins.dossiers(campagneId)}?vue=modifies`,
    icone: 'recharger',
    titre: 'Revoir les dossiers modifiés depuis leur lecture',
    detail: 'Niveaux, constats et décisions sont restés ; chaque changement est montré avant et après.',
  };
  return [
    {
      vers: chemins.dossiers(campagneId),
      icone: 'dossier',
      titre: 'Voir la liste des dossiers',
      detail: 'Coûts, demandes et droits calculés par le barème de la campagne.',
    },
    ...(fait.anomalies > 0 ? [anomalies] : []),
    ...(fait.demandesIban > 0 ? [ibans] : []),
    ...(fait.bilan.dossiers.modifies > 0 ? [relire] : []),
    {
      vers: chemins.instruction(campagneId),
      icone: 'lire',
      titre: 'Commencer l’instruction',
      detail: 'Les conditions sont déjà proposées avec leurs preuves ; il reste à noter.',
    },
  ];
}

function Annonce({ fait }: { readonly fait: ImportFait }) {
  if (fait.annule !== null)
    return (
      <Alerte ton="att" titre={`L’import de « ${fait.fichier} » est annulé.`}>
        {`Défait d’un bloc le ${formaterInstant(fait.annule.instant)} par ${fait.annule.agent} : ${fait.annule.motif}`}
      </Alerte>
    );
  return (
    <Alerte ton="ok" titre={`« ${fait.fichier} » est importé.`}>
      {`Écrit d’un seul bloc le ${formaterInstant(fait.instant)} par ${fait.agent} ; l’import est au journal.`}
    </Alerte>
  );
}

interface Props {
  readonly campagneId: number;
  readonly fait: ImportFait;
  readonly suivi: SuiviImport;
}

/** Dernière étape : ce qui a été écrit, quoi faire ensuite, et de quoi tout défaire. */
export function EtapeFaite({ campagneId, fait, suivi }: Props) {
  const { dossiers, collectifs, structures } = fait.bilan;
  const annulation = useAnnulation(suivi.remplacerFait);
  const defait = fait.annule !== null;
  return (
    <>
      <Annonce fait={fait} />
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
      {!defait && (
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
      )}
      {annulation.erreur !== null && (
        <Alerte ton="al" titre="L’import n’est pas annulé.">
          {annulation.erreur}
        </Alerte>
      )}
      <div className="rangee passe import-suite">
        <Link href={chemins.dossiers(campagneId)} className="btn btn-principal">
          Voir les dossiers
        </Link>
        <Bouton icone="envoyer" onClick={suivi.abandonner}>
          Importer d’autres fichiers
        </Bouton>
        {fait.anomalies > 0 && (
          <BoutonRejets source={{ importId: fait.id }} fichiers={fait.fichiers.map(({ nom }) => nom)} />
        )}
        {!defait && fait.annulationImpossible === null && (
          <Bouton genre="danger" enCours={annulation.enCours} onClick={() => void annulation.annuler(fait)}>
            Annuler cet import…
          </Bouton>
        )}
        {!defait && fait.annulationImpossible !== null && (
          <span className="encre2 t12">{`Annulation impossible : ${fait.annulationImpossible}`}</span>
        )}
      </div>
    </>
  );
}
