import { useCallback, useState } from 'react';
import type { DossierAClasseur, EtatClasseursBilan } from '../../../../shared/contract/bilans-classeur.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api } from '../../../api.ts';
import { useProduction } from '../../../produire.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { type Action, useActions } from '../../../ui/actions.tsx';
import { Etat, type Ton } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import type { ColonneGrille } from '../../../ui/grille/colonnes.tsx';
import { Grille } from '../../../ui/grille/Grille.tsx';
import { RechercheGrille } from '../../../ui/grille/Outils.tsx';
import { useGrille } from '../../../ui/grille/use-grille.ts';
import { Progression } from '../../../ui/Progression.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';

const ASPECTS: Readonly<Record<DossierAClasseur['etat'], { ton: Ton; signe: NomSigne; libelle: string }>> = {
  attendu: { ton: 'neutre', signe: 'vide', libelle: 'Attendu' },
  brouillon: { ton: 'accent', signe: 'en_cours', libelle: 'Brouillon' },
  recu: { ton: 'ok', signe: 'fait', libelle: 'Reçu' },
  valide: { ton: 'ok', signe: 'cadenas', libelle: 'Validé' },
};

const COLONNES: readonly ColonneGrille<DossierAClasseur>[] = [
  { code: 'numero', titre: 'N°', largeur: 110, valeur: (d) => d.numero, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 240,
    valeur: (d) => d.structure || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'commune', titre: 'Commune', largeur: 200, valeur: (d) => d.communeNom },
  {
    code: 'collectifs',
    titre: 'Agréés',
    titreLong: 'Collectifs agréés',
    genre: 'entier',
    largeur: 100,
    valeur: (d) => d.collectifs,
  },
  {
    code: 'etat',
    titre: 'Bilan',
    largeur: 150,
    valeur: (d) => ASPECTS[d.etat].libelle,
    rendu: ({ etat }) => (
      <Etat ton={ASPECTS[etat].ton} signe={ASPECTS[etat].signe}>
        {ASPECTS[etat].libelle}
      </Etat>
    ),
  },
];

/** Tous les classeurs d’un coup, ceux des dossiers cochés, ou un seul. */
export function Demander({ campagneId, etat }: { readonly campagneId: number; readonly etat: EtatClasseursBilan }) {
  const grille = useGrille<DossierAClasseur>('bilans.demander');
  const production = useProduction('classeursBilan.produire');
  const [coches, setCoches] = useState<readonly DossierAClasseur[]>([]);
  const attendus = etat.dossiers.filter((d) => d.etat === 'attendu' || d.etat === 'brouillon');
  const choisis = coches.length > 0 ? coches : attendus;
  const [seul] = choisis;
  const produire: Action = {
    code: 'bilans.classeurs',
    libelle: 'Produire les classeurs de bilan',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    disponible: choisis.length > 0 && !production.enCours,
    executer: () =>
      production.produire((signal) =>
        choisis.length === 1 && seul !== undefined
          ? api.classeursBilan.classeur({ campagneId, dossierId: seul.dossierId }, { signal })
          : api.classeursBilan.classeurs({ campagneId, dossierIds: choisis.map((d) => d.dossierId) }, { signal }),
      ),
  };
  useActions([produire]);
  const surSelection = useCallback((lignes: readonly DossierAClasseur[]) => setCoches(lignes), []);
  return (
    <div className="colonne remplit classeurs-bilan-onglet">
      <div className="carte interieur classeurs-bilan-tete">
        <div>
          <p>
            {`Un classeur par dossier agréé, prérempli avec ce qui a été agréé ; à rendre avant le ${formaterDate(etat.echeance)}.`}
          </p>
          <p className="encre2">
            {coches.length > 0
              ? `${pluriel(coches.length, 'dossier coché', 'dossiers cochés')} : seuls leurs classeurs sont produits.`
              : 'Sans case cochée : ceux dont le bilan est encore attendu. Espace coche la ligne.'}
          </p>
        </div>
        <Bouton
          genre="principal"
          icone="tableur"
          inactif={choisis.length === 0}
          enCours={production.enCours}
          titre={
            choisis.length === 0
              ? 'Tous les bilans sont reçus : cochez un dossier pour refaire son classeur'
              : undefined
          }
          onClick={produire.executer}
        >
          {choisis.length > 1
            ? `Produire ${pluriel(choisis.length, 'classeur')} (ZIP)`
            : `Produire ${pluriel(choisis.length, 'classeur')}`}
        </Bouton>
      </div>
      {production.progression !== null && (
        <div className="carte interieur">
          <Progression {...production.progression} unite="classeur" onAnnuler={production.arreter} />
        </div>
      )}
      {production.erreur !== null && <Alerte ton="al">{production.erreur}</Alerte>}
      <RechercheGrille grille={grille} />
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Dossiers agréés"
          lignes={etat.dossiers}
          colonnes={COLONNES}
          cle={(d) => d.dossierId}
          selection
          onSelection={surSelection}
          vide="Aucun dossier agréé."
        />
      </Carte>
    </div>
  );
}
