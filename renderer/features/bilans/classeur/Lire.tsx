import { useState } from 'react';
import type {
  ApercuBilans,
  BilansRepris,
  DossierAClasseur,
  EtatClasseursBilan,
} from '../../../../shared/contract/bilans-classeur.ts';
import { refuserReception } from '../../../../shared/domaine/bilan.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { useSession } from '../../../contexte.tsx';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../../ui/Carte.tsx';
import { CaseACocher, ChampDate } from '../../../ui/Champs.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { DepotDeFichier } from '../../../ui/DepotDeFichier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { FichierLu } from './FichierLu.tsx';
import { type LectureDeClasseurs, useLectureDeClasseurs } from './use-lecture.ts';

interface Props {
  readonly campagneId: number;
  readonly etat: EtatClasseursBilan;
  /** Le seul dossier dont un classeur est attendu ; `undefined` : tous. */
  readonly vise?: DossierAClasseur | undefined;
}

/** Déposer des classeurs rendus, voir ce que chacun dit et ce qui n’y va pas, écrire les bons. */
export function Lire({ campagneId, etat, vise }: Props) {
  const { hote } = useSession();
  const lecture = useLectureDeClasseurs(campagneId, vise?.dossierId);
  const { apercu, faite, erreur, occupe, progression } = lecture;
  return (
    <div className="colonne remplit classeurs-bilan-onglet">
      {erreur !== null && (
        <Alerte ton="al" titre="Rien n’a été écrit.">
          {erreur}
        </Alerte>
      )}
      {progression !== null && (
        <div className="carte interieur">
          <Progression {...progression} />
        </div>
      )}
      {faite !== null ? (
        <Faite faite={faite} onSuite={lecture.recommencer} />
      ) : apercu !== null ? (
        <Apercu apercu={apercu} lecture={lecture} etat={etat} />
      ) : (
        <DepotDeFichier
          titre={vise ? `Déposez le classeur rendu par ${vise.structure}` : 'Déposez les classeurs de bilan rendus'}
          plusieurs={vise === undefined}
          enCours={occupe}
          onFichiers={lecture.deposer}
          libelleBouton={vise ? 'Choisir le classeur…' : 'Choisir des classeurs…'}
          {...(hote === 'bureau' ? { onChoisir: lecture.choisir } : {})}
        >
          <p>
            {vise
              ? `Celui que Clas a produit pour le dossier ${vise.numero}, en .xlsx ou .ods ; celui d’un autre dossier est refusé.`
              : 'Ceux que Clas a produits, remplis par les porteurs, en .xlsx ou .ods ; un seul ou toute la campagne.'}
          </p>
          <p>
            Vous verrez tout avant d’écrire. Un fichier bloqué n’empêche pas les autres ; tous sont gardés tels quels.
          </p>
        </DepotDeFichier>
      )}
    </div>
  );
}

interface DeLApercu {
  readonly apercu: ApercuBilans;
  readonly lecture: LectureDeClasseurs;
  readonly etat: EtatClasseursBilan;
}

const ORDRE = { bloque: 0, a_decider: 1, a_ecrire: 2, inchange: 3 } as const;

function Apercu({ apercu, lecture, etat: { aujourdhui, anneeScolaire } }: DeLApercu) {
  const [recuLe, setRecuLe] = useState<string | null>(aujourdhui);
  const refus = refuserReception(recuLe, aujourdhui, anneeScolaire);
  const compter = (etat: keyof typeof ORDRE) => apercu.fichiers.filter((f) => f.etat === etat).length;
  const aDecider = apercu.fichiers.filter((f) => f.etat === 'a_decider').map((f) => f.fichier);
  const aEcrire = compter('a_ecrire') + aDecider.filter((nom) => lecture.choisies.has(nom)).length;
  return (
    <>
      <Chiffres
        chiffres={[
          { libelle: 'Bilans à écrire', valeur: aEcrire, accent: true },
          { libelle: 'À décider', valeur: aDecider.length },
          { libelle: 'Bloqués', valeur: compter('bloque') },
          { libelle: 'Inchangés', valeur: compter('inchange') },
          {
            libelle: 'Réponses manquantes',
            valeur: apercu.fichiers.reduce((n, f) => n + (f.resume?.manquantes ?? 0), 0),
          },
        ]}
      />
      <Defile libelle="Ce que disent les classeurs" className="classeurs-bilan-apercu">
        <Carte titre="Classeurs" sousTitre="ouvrez-en un pour voir ce qui ne va pas, case par case" plein>
          {apercu.fichiers
            .toSorted((a, b) => ORDRE[a.etat] - ORDRE[b.etat])
            .map((fichier) => (
              <FichierLu
                key={fichier.fichier}
                lu={fichier}
                remplace={lecture.choisies.has(fichier.fichier)}
                onRemplacer={(oui) => lecture.basculer([fichier.fichier], oui)}
              />
            ))}
        </Carte>
      </Defile>
      <div className="carte classeurs-bilan-pied">
        {/* Sans « obligatoire » : vidée, la case garderait en silence la date d’avant. */}
        <ChampDate libelle="Reçus le" valeur={recuLe} onChange={setRecuLe} erreur={refus} />
        {aDecider.length > 1 && (
          <CaseACocher
            libelle={`Les ${aDecider.length} classeurs à décider l’emportent`}
            valeur={aDecider.every((nom) => lecture.choisies.has(nom))}
            onChange={(oui) => lecture.basculer(aDecider, oui)}
          />
        )}
        <span className="rangee serree a-droite">
          <Bouton onClick={lecture.recommencer}>Prendre d’autres fichiers</Bouton>
          <Bouton
            genre="principal"
            icone="enregistrer"
            inactif={aEcrire === 0 || refus !== null}
            enCours={lecture.occupe}
            onClick={() => recuLe !== null && lecture.appliquer(recuLe)}
          >
            {`Écrire ${pluriel(aEcrire, 'bilan')}`}
          </Bouton>
        </span>
      </div>
    </>
  );
}

function Faite({ faite, onSuite }: { readonly faite: BilansRepris; readonly onSuite: () => void }) {
  const { ecrits, inchanges, gardes, laisses } = faite;
  return (
    <Alerte
      ton={laisses.length > 0 ? 'att' : 'ok'}
      titre={`${pluriel(ecrits.length, 'bilan écrit', 'bilans écrits')}.`}
      actions={
        <Bouton taille="petite" onClick={onSuite}>
          Lire d’autres classeurs
        </Bouton>
      }
    >
      {ecrits.length > 0 && `Dossiers ${ecrits.join(', ')}. `}
      {inchanges > 0 && `${pluriel(inchanges, 'classeur inchangé', 'classeurs inchangés')}. `}
      {gardes > 0 && `${pluriel(gardes, 'bilan gardé', 'bilans gardés')} comme en base. `}
      {laisses.length > 0 && `Laissés de côté : ${laisses.join(', ')}. `}
      Les fichiers reçus sont gardés tels quels, et nommés au journal.
    </Alerte>
  );
}
