import { useCallback, useState } from 'react';
import type { DossierEmportable, EtatGrilles, FormeGrille } from '../../../shared/contract/grilles.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { useProduction } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Etat, type Ton } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Segments } from '../../ui/Niveaux.tsx';
import { Progression } from '../../ui/Progression.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

type Choix = 'a_lire' | 'pile' | 'selection';

const ASPECTS: Readonly<Record<DossierEmportable['maLecture'], { ton: Ton; signe: NomSigne; libelle: string }>> = {
  non_commencee: { ton: 'neutre', signe: 'vide', libelle: 'À lire' },
  en_cours: { ton: 'accent', signe: 'en_cours', libelle: 'En cours' },
  terminee: { ton: 'ok', signe: 'fait', libelle: 'Terminée' },
};

const FORMES: readonly { readonly valeur: FormeGrille; readonly libelle: string; readonly explication: string }[] = [
  {
    valeur: 'feuilles',
    libelle: 'Une feuille par dossier',
    explication: 'Ses réponses, ses conditions et la grille sur la même feuille : tout pour lire sans l’application.',
  },
  {
    valeur: 'large',
    libelle: 'Une ligne par dossier',
    explication: 'Une colonne par critère, sans les réponses : pour noter vite des dossiers déjà lus ou imprimés.',
  },
];

const COLONNES: readonly ColonneGrille<DossierEmportable>[] = [
  { code: 'numero', titre: 'N°', largeur: 90, valeur: (d) => d.numero, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 220,
    valeur: (d) => d.structure || 'Structure sans nom',
    graisse: 'm',
  },
  { code: 'commune', titre: 'Commune', largeur: 190, valeur: (d) => d.communeNom },
  {
    code: 'cotes',
    titre: 'Cotés',
    titreLong: 'Critères que j’ai cotés',
    genre: 'entier',
    largeur: 90,
    valeur: (d) => d.cotes,
    rendu: (d) => `${d.cotes}/${d.criteres}`,
  },
  {
    code: 'lecture',
    titre: 'Ma lecture',
    largeur: 150,
    valeur: (d) => (d.lien ? 'Lien d’intérêt' : ASPECTS[d.maLecture].libelle),
    rendu: ({ lien, maLecture }) =>
      lien ? (
        <Etat ton="att" signe="cadenas" titre="Vous avez déclaré un lien d’intérêt : ce dossier ne s’emporte pas.">
          Lien d’intérêt
        </Etat>
      ) : (
        <Etat ton={ASPECTS[maLecture].ton} signe={ASPECTS[maLecture].signe}>
          {ASPECTS[maLecture].libelle}
        </Etat>
      ),
  },
];

function estEmportable({ lien }: DossierEmportable): boolean {
  return !lien;
}

/** Mes dossiers : attribués s’il y en a, sinon tous ; jamais ceux d’un lien d’intérêt. */
function pileDe({ dossiers, pileAttribuee }: EtatGrilles): readonly DossierEmportable[] {
  return dossiers.filter((d) => !d.lien && (d.attribue || !pileAttribuee));
}

/** Choisir ce qu’on emporte et sous quelle forme, puis produire le classeur. */
export function Emporter({ campagneId, etat }: { readonly campagneId: number; readonly etat: EtatGrilles }) {
  const grille = useGrille<DossierEmportable>('grilles.emporter');
  const [choix, setChoix] = useState<Choix>('a_lire');
  const [forme, setForme] = useState<FormeGrille>('feuilles');
  const [cochees, setCochees] = useState<readonly DossierEmportable[]>([]);
  const production = useProduction('grilles.produire');
  const pile = pileDe(etat);
  const aLire = pile.filter((d) => d.maLecture !== 'terminee');
  const choisis = { a_lire: aLire, pile, selection: cochees }[choix];
  const tropDeFeuilles = forme === 'feuilles' && choisis.length > etat.feuillesMaximum;
  const pret = choisis.length > 0 && !tropDeFeuilles && !production.enCours;
  const produire: Action = {
    code: 'grilles.produire',
    libelle: 'Produire la grille hors ligne',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    disponible: pret,
    executer: () =>
      production.produire((signal) =>
        api.grilles.produire({ campagneId, dossierIds: choisis.map((d) => d.id), forme }, { signal }),
      ),
  };
  useActions([produire]);
  const surSelection = useCallback((lignes: readonly DossierEmportable[]) => setCochees(lignes), []);
  const mienne = etat.pileAttribuee ? 'ma pile' : 'la campagne';
  return (
    <div className="colonne remplit grilles-emporter">
      <div className="carte interieur grilles-choix">
        <div className="grilles-reglage">
          <span className="g5" id="grilles-quoi">
            Dossiers
          </span>
          <Segments<Choix>
            libelle="Dossiers à emporter"
            choix={[
              { valeur: 'a_lire', libelle: `À lire (${aLire.length})` },
              { valeur: 'pile', libelle: `Tous (${pile.length})`, detail: `tous les dossiers de ${mienne}` },
              { valeur: 'selection', libelle: `Sélection (${cochees.length})` },
            ]}
            valeur={choix}
            onChange={(valeur) => valeur !== null && setChoix(valeur)}
          />
          <span className="encre2 t12">
            {etat.pileAttribuee
              ? 'Votre pile : les dossiers qui vous sont attribués.'
              : 'Aucun dossier ne vous est attribué : toute la campagne vous est proposée.'}
          </span>
        </div>
        <div className="grilles-reglage">
          <span className="g5">Forme</span>
          <Segments<FormeGrille>
            libelle="Forme de la grille"
            choix={FORMES}
            valeur={forme}
            onChange={(valeur) => valeur !== null && setForme(valeur)}
          />
          <span className="encre2 t12">{FORMES.find((f) => f.valeur === forme)?.explication}</span>
        </div>
        <Bouton
          genre="principal"
          icone="tableur"
          inactif={!pret}
          enCours={production.enCours}
          titre={choix === 'selection' && cochees.length === 0 ? 'Cochez au moins un dossier' : undefined}
          onClick={produire.executer}
        >
          {`Produire la grille : ${pluriel(choisis.length, 'dossier')}`}
        </Bouton>
      </div>
      {tropDeFeuilles && (
        <Alerte ton="att">
          {`${choisis.length} dossiers feraient autant de feuilles, ${etat.feuillesMaximum} au plus : choisissez-en moins, ou prenez une ligne par dossier.`}
        </Alerte>
      )}
      {production.progression !== null && (
        <div className="carte interieur">
          <Progression {...production.progression} unite="dossier" onAnnuler={production.arreter} />
        </div>
      )}
      {production.erreur !== null && <Alerte ton="al">{production.erreur}</Alerte>}
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">
          {choix === 'selection'
            ? 'Espace coche la ligne. Les lectures terminées s’emportent, mais ne se reprennent qu’une fois rouvertes.'
            : 'Ce qui est déjà noté est repris dans la grille.'}
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          // Les cases ne servent qu’à choisir : la grille change de nature avec le choix.
          key={choix === 'selection' ? 'cases' : 'liste'}
          grille={grille}
          libelle="Dossiers à emporter"
          lignes={choix === 'selection' ? etat.dossiers : choisis}
          colonnes={COLONNES}
          cle={(d) => d.id}
          {...(choix === 'selection'
            ? { selection: true, onSelection: surSelection, selectionnable: estEmportable }
            : {})}
          vide="Toutes vos lectures sont terminées : prenez « Tous » ou « Sélection »."
        />
      </Carte>
    </div>
  );
}
