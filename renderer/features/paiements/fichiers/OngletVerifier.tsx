import { useState } from 'react';
import type {
  EcartDeFichier,
  EcartDePresentation,
  VerificationFichier,
} from '../../../../shared/contract/fichiers-lot.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api } from '../../../api.ts';
import { useSession } from '../../../contexte.tsx';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Cellule } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { DepotDeFichier } from '../../../ui/DepotDeFichier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import { useSuivi } from '../../../use-suivi.ts';
import { useTentative } from '../../../use-tentative.ts';

const TITRES: Readonly<Record<VerificationFichier['verdict'], string>> = {
  intact: 'Fichier intact',
  presentation: 'Valeurs intactes, présentation changée',
  a_recalculer: 'Formules à recalculer',
  altere: 'Fichier changé',
  inconnu: 'Lot inconnu',
  a_convertir: 'À enregistrer en .xlsx',
  etranger: 'Ce n’est pas un classeur de lot',
  illisible: 'Fichier illisible',
};

const COLONNES_CONTROLES: readonly ColonneTableau<VerificationFichier['controles'][number]>[] = [
  { code: 'libelle', titre: 'Contrôle', rendu: (c) => c.libelle, passe: true },
  { code: 'fichier', titre: 'Dans le fichier', rendu: (c) => <span className="casse">{c.fichier}</span>, passe: true },
  { code: 'base', titre: 'Dans la base', rendu: (c) => <span className="casse">{c.base}</span>, passe: true },
  {
    code: 'egal',
    titre: 'Égal',
    largeur: '60px',
    rendu: (c) => (c.egal ? 'oui' : <b className="al">non</b>),
  },
];

const COLONNES_ECARTS: readonly ColonneTableau<EcartDeFichier & { readonly cle: number }>[] = [
  { code: 'feuille', titre: 'Feuille', largeur: '130px', rendu: (e) => e.feuille },
  {
    code: 'cellule',
    titre: 'Cellule',
    largeur: '90px',
    rendu: (e) => (e.cellule === null ? 'feuille' : <Cellule adresse={e.cellule} />),
  },
  { code: 'attendu', titre: 'Était', passe: true, rendu: (e) => e.attendu },
  { code: 'lu', titre: 'Est', passe: true, rendu: (e) => e.lu },
];

const COLONNES_PRESENTATION: readonly ColonneTableau<EcartDePresentation & { readonly cle: number }>[] = [
  { code: 'feuille', titre: 'Feuille', largeur: '130px', rendu: (p) => p.feuille },
  { code: 'ou', titre: 'Où', largeur: '150px', rendu: (p) => p.ou ?? 'feuille' },
  { code: 'constat', titre: 'Constat', passe: true, rendu: (p) => p.constat },
];

/** Déposer un classeur de lot : chaque case est comparée à la base, rien n’est écrit. */
export function OngletVerifier() {
  const { hote } = useSession();
  const verification = useSuivi<VerificationFichier>('fichiers-lot.verifier');
  const { erreur, occupe, tenter } = useTentative();
  const [vu, setVu] = useState<VerificationFichier | null>(null);
  const examiner = (deposer: () => Promise<{ readonly depotId: string } | null>) =>
    void tenter(async () => {
      const depot = await deposer();
      if (depot === null) return;
      const { depotId } = depot;
      setVu(await verification.lancer((signal) => api.fichiersLot.verifier({ depotId }, { signal })));
    });
  const echec = erreur ?? verification.erreur;
  return (
    <Defile libelle="Vérifier un fichier" className="paiements-fichiers">
      {echec !== null && <Alerte ton="al">{echec}</Alerte>}
      {verification.progression && <Progression {...verification.progression} />}
      {vu === null ? (
        <Carte titre="Vérifier un fichier">
          <DepotDeFichier
            titre="Déposez le classeur d’un lot"
            enCours={occupe || verification.enCours}
            libelleBouton="Choisir le classeur…"
            onFichiers={([fichier]) =>
              examiner(async () => (fichier === undefined ? null : api.fichiersLot.deposer({ fichier })))
            }
            {...(hote === 'bureau' ? { onChoisir: () => examiner(() => api.fichiersLot.choisir()) } : {})}
          >
            <p>
              Original ou duplicata, même réenregistré en .xlsx par Excel ou LibreOffice : chaque case, chaque formule
              et chaque résultat est comparé à ce que le lot y a écrit.
            </p>
            <p>
              Si une seule case a été changée, vous saurez laquelle, ce qu’elle était et ce qu’elle est ; de même si une
              mise en forme la cache.
            </p>
          </DepotDeFichier>
        </Carte>
      ) : (
        <>
          <Alerte
            ton={tonDe(vu)}
            titre={`${TITRES[vu.verdict]} : ${vu.fichier}`}
            actions={
              <Bouton taille="petite" onClick={() => setVu(null)}>
                Vérifier un autre fichier
              </Bouton>
            }
          >
            {vu.phrase}
          </Alerte>
          {vu.controles.length > 0 && (
            <Carte titre="Refait d’après les cellules" plein>
              <Tableau
                libelle="Contrôles du fichier"
                colonnes={COLONNES_CONTROLES}
                lignes={vu.controles}
                cle={(c) => c.libelle}
              />
            </Carte>
          )}
          {vu.ecarts.length > 0 && <Ecarts vu={vu} />}
          {vu.presentation.length > 0 && (
            <Carte titre="Présentation" sousTitre="ce qui cache ou déguise une valeur" plein>
              <Tableau
                libelle="Présentation changée"
                colonnes={COLONNES_PRESENTATION}
                lignes={vu.presentation.map((p, rang) => ({ ...p, cle: rang }))}
                cle={(p) => p.cle}
              />
            </Carte>
          )}
        </>
      )}
    </Defile>
  );
}

function tonDe({ verdict, etatDuLot }: VerificationFichier): 'ok' | 'att' | 'al' {
  if (verdict === 'intact') return etatDuLot === 'annule' ? 'att' : 'ok';
  return verdict === 'presentation' || verdict === 'a_recalculer' || verdict === 'a_convertir' ? 'att' : 'al';
}

function Ecarts({ vu }: { readonly vu: VerificationFichier }) {
  const lignes = vu.ecarts.map((ecart, rang): EcartDeFichier & { readonly cle: number } => ({ ...ecart, cle: rang }));
  return (
    <Carte
      titre={pluriel(vu.nombreEcarts, 'différence')}
      sousTitre={vu.nombreEcarts > lignes.length ? `les ${lignes.length} premières` : 'cellule par cellule'}
      plein
    >
      <Tableau libelle="Cellules changées" colonnes={COLONNES_ECARTS} lignes={lignes} cle={(e) => e.cle} />
    </Carte>
  );
}
