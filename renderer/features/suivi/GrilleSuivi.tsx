import { useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { EtatSuivi, LigneSuivi } from '../../../shared/contract/suivi.ts';
import { type NatureEvenement, SUITES } from '../../../shared/domaine/etat-collectif.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_EVENEMENT, LIBELLES_SITUATION, NOMS_EVENEMENT } from '../../../shared/domaine/libelles-suivi.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { type GesteOuvert, SuiviDuDossier } from '../../deroulement/SuiviDuDossier.tsx';
import { useFiltresDAdresse } from '../../filtres.ts';
import { rangerDocument } from '../../produire.ts';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { PuceFiltre } from '../../ui/PuceFiltre.tsx';
import { COLONNES } from './colonnes.tsx';
import { DialogueReglages } from './DialogueReglages.tsx';
import { DialogueRelances } from './DialogueRelances.tsx';
import { type CodeVue, FILTRES, VUES } from './vues.ts';

/** Sur une ligne : la touche et ce qu’elle note. */
const TOUCHES: Readonly<Record<string, NatureEvenement>> = {
  D: 'demarrage',
  N: 'non_demarre',
  C: 'changement',
  A: 'arret',
  R: 'reprise',
};
/** Les mêmes, plus celles du dossier, telles que F1 les dit. */
const GESTES: readonly (readonly [touche: string, libelle: string])[] = [
  ['T', 'Confirmer tous les démarrages du dossier'],
  ...Object.entries(TOUCHES).map(
    ([touche, nature]) => [touche, `Collectif : ${LIBELLES_EVENEMENT[nature].toLowerCase()}`] as const,
  ),
  ['V', 'Noter une visite'],
  ['E', 'Noter un échange'],
];

function cle({ collectifId }: LigneSuivi): number {
  return collectifId;
}

interface Props {
  readonly campagneId: number;
  readonly etat: EtatSuivi;
}

export function GrilleSuivi({ campagneId, etat }: Props) {
  const [, aller] = useLocation();
  const [params, setParams] = useSearchParams();
  const { filtres, choisir, lignes: filtrees } = useFiltresDAdresse(FILTRES, etat.lignes);
  const [vue, , garder] = VUES.find(([code]) => code === params.get('vue')) ?? VUES[0];
  const lignes = useMemo(() => filtrees.filter(garder), [filtrees, garder]);
  const grille = useGrille<LigneSuivi>('suivi');
  const [courante, setCourante] = useState<number | null>(null);
  const [geste, setGeste] = useState<GesteOuvert | null>(null);
  const [dialogue, setDialogue] = useState<'relances' | 'reglages' | null>(null);
  const [choisies, setChoisies] = useState<readonly LigneSuivi[]>([]);
  const montree = etat.lignes.find((l) => l.collectifId === courante) ?? lignes[0];
  const ouverts = etat.lignes.filter((l) => l.situation === 'ouvert').length;

  function ouvrirDossier({ dossierId }: LigneSuivi) {
    aller(`${chemins.dossier(campagneId, dossierId)}?onglet=suivi`);
  }
  function surTouche(ligne: LigneSuivi, _colonne: string, touche: string): boolean {
    const { collectifId, lettre, situation } = ligne;
    const nature = TOUCHES[touche];
    if (nature !== undefined) {
      if (!ligne.accorde || !SUITES[situation].includes(nature)) {
        const possibles = SUITES[situation].map((n) => NOMS_EVENEMENT[n]).join(' ou ');
        notifier(
          `Le collectif ${lettre} est « ${LIBELLES_SITUATION[situation].toLowerCase()} » : on peut y noter ${possibles}.`,
        );
        return true;
      }
      setGeste(
        nature === 'demarrage' ? { genre: 'demarrage', collectifId } : { genre: 'evenement', nature, collectifId },
      );
    } else if (touche === 'T') setGeste({ genre: 'demarrage', collectifId: null });
    else if (touche === 'V') setGeste({ genre: 'visite', collectifId });
    else if (touche === 'E') setGeste({ genre: 'echange', objet: '' });
    else return false;
    setCourante(collectifId);
    return true;
  }
  /** Les lignes cochées ; sinon celles que l’onglet, les filtres et la recherche montrent. */
  function visees(): readonly LigneSuivi[] {
    const cochees = grille.lignesSelectionnees();
    return cochees.length > 0 ? cochees : grille.lignesAffichees();
  }
  async function exporterGrille() {
    try {
      const { documentId } = await api.suivi.exporter({
        campagneId,
        collectifIds: visees().map(cle),
        colonnes: [...grille.colonnesVisibles()],
      });
      await rangerDocument(documentId);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'La liste n’a pas été exportée');
    }
  }
  const relancer: Action = {
    code: 'suivi.relancer',
    libelle: 'Relancer…',
    menu: 'edition',
    groupe: 10,
    icone: 'document',
    raccourci: 'Ctrl+Maj+R',
    executer: () => {
      setChoisies(visees());
      setDialogue('relances');
    },
  };
  const exporter: Action = {
    code: 'exporter',
    libelle: 'Exporter',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    executer: () => void exporterGrille(),
  };
  const reglages: Action = {
    code: 'suivi.reglages',
    libelle: 'Réglages du suivi…',
    menu: 'edition',
    groupe: 20,
    icone: 'parametres',
    executer: () => setDialogue('reglages'),
  };
  // La liste donne la touche à sa ligne ; ailleurs dans la page, elle vaut pour le collectif montré à droite.
  const gestes = GESTES.map(
    ([touche, libelle]): Action => ({
      code: `suivi.touche.${touche}`,
      libelle,
      raccourci: touche,
      disponible: montree !== undefined,
      executer: () => {
        if (montree) surTouche(montree, '', touche);
      },
    }),
  );
  useActions([relancer, exporter, reglages, ...gestes]);

  return (
    <Page
      titre="Suivi"
      sousTitre={`${pluriel(ouverts, 'collectif ouvert', 'collectifs ouverts')} sur ${etat.lignes.length}`}
      actions={
        <>
          <BoutonAction action={reglages} libelle="Réglages…" />
          <BoutonAction action={exporter} />
          <BoutonAction action={relancer} />
        </>
      }
    >
      <Onglets
        libelle="Collectifs montrés"
        actif={vue}
        onChange={(code: CodeVue) =>
          setParams(
            (avant) => {
              if (code === 'tous') avant.delete('vue');
              else avant.set('vue', code);
              return avant;
            },
            { replace: true },
          )
        }
        onglets={VUES.map(([code, libelle, deLaVue]) => ({
          code,
          libelle,
          nombre: etat.lignes.filter(deLaVue).length,
        }))}
        suite={<VuesGrille grille={grille} />}
      />
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        {filtres.map((filtre) => (
          <PuceFiltre key={filtre.code} filtre={filtre} onChange={(valeurs) => choisir(filtre.code, valeurs)} />
        ))}
        <span className="a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <div className="suivi-deux">
        <Carte plein>
          <Grille
            grille={grille}
            libelle="Suivi des collectifs"
            lignes={lignes}
            colonnes={COLONNES}
            cle={cle}
            selection
            onOuvrir={ouvrirDossier}
            onTouche={surTouche}
            onCourante={({ collectifId }) => setCourante(collectifId)}
            vide="Aucun collectif ne correspond à cet onglet et à ces filtres."
            totaux={(n, s) => `${pluriel(n, 'collectif')}${s === 0 ? '' : ` · ${pluriel(s, 'sélectionné')}`}`}
          />
        </Carte>
        {montree && (
          <Carte
            titre={<span className="suivi-porteur">{montree.structure || 'Structure sans nom'}</span>}
            sousTitre={`n° ${montree.numero}`}
            plein
            pied={
              <Bouton taille="petite" onClick={() => ouvrirDossier(montree)}>
                Ouvrir le dossier
              </Bouton>
            }
          >
            <Defile libelle={`Suivi de ${montree.structure}`} className="suivi-panneau">
              <SuiviDuDossier
                key={montree.dossierId}
                dossierId={montree.dossierId}
                ouvert={geste}
                onOuvrir={setGeste}
              />
            </Defile>
          </Carte>
        )}
      </div>
      {dialogue === 'relances' && (
        <DialogueRelances campagneId={campagneId} etat={etat} lignes={choisies} onFermer={() => setDialogue(null)} />
      )}
      {dialogue === 'reglages' && <DialogueReglages reglages={etat.reglages} onFermer={() => setDialogue(null)} />}
    </Page>
  );
}
