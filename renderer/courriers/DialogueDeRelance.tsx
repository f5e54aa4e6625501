import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { DocumentProduit } from '../../shared/contract/documents.ts';
import { ajouterJours } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { rangerDocument } from '../produire.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { CaseACocher, ChampDate } from '../ui/Champs.tsx';
import { Defile } from '../ui/Defile.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { Progression } from '../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../ui/Tableau.tsx';
import { type Suivi, useSuivi } from '../use-suivi.ts';
import './courriers.css';

/** Délai laissé par défaut au porteur, en jours. */
const DELAI = 15;

interface Lettres {
  readonly dossierIds: number[];
  /** `AAAA-MM-JJ`, à venir. */
  readonly echeance: string;
}

interface Props<L> {
  readonly titre: string;
  readonly taille?: 'lg' | 'xl';
  /** Nom du travail, unique dans la page : « bilans.relances ». */
  readonly travail: string;
  /** « Bilan attendu au plus tard le ». */
  readonly libelleDate: string;
  readonly delai?: number;
  /** La date proposée, si elle est plus tardive que ce délai. */
  readonly echeance?: string;
  readonly aujourdhui: string;
  /** Un par dossier. */
  readonly lignes: readonly L[];
  readonly dossierDe: (ligne: L) => number;
  readonly colonnes: readonly ColonneTableau<L>[];
  /** La phrase à la place d’une liste vide. */
  readonly vide: string;
  /** Ceux à qui une date court encore : ils ne sont relancés que si l’agent le demande. */
  readonly isEnAttente?: (ligne: L) => boolean;
  /** Parmi les lignes montrées, celles qui auront une lettre ; toutes si rien n’est dit. */
  readonly isRetenu?: (ligne: L) => boolean;
  readonly produire: (
    lettres: Lettres,
    signal: AbortSignal,
  ) => ReturnType<Parameters<Suivi<DocumentProduit>['lancer']>[0]>;
  /** Après coup : « 3 relances au journal… », sous son titre. */
  readonly dire?: (nombre: number) => readonly [titre: string, texte: string];
  /** L’échec d’une autre action du dialogue. */
  readonly erreur?: string | null;
  /** D’autres choix, au-dessus de la liste. */
  readonly options?: ReactNode;
  /** D’autres boutons, avant celui qui produit. */
  readonly renderActions?: (dossierIds: number[]) => ReactNode;
  readonly onFermer: () => void;
}

function direRelances(nombre: number): readonly [string, string] {
  return ['Relances inscrites', `${pluriel(nombre, 'relance')} au journal et au dossier.`];
}

/** Qui recevra une lettre et avant quand il doit répondre ; puis les lettres en un PDF, inscrites au dossier. */
export function DialogueDeRelance<L>(props: Props<L>) {
  const { titre, taille = 'xl', aujourdhui, dossierDe, isEnAttente, isRetenu, dire = direRelances, onFermer } = props;
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(() => {
    const apresDelai = ajouterJours(aujourdhui, props.delai ?? DELAI);
    return props.echeance !== undefined && props.echeance > apresDelai ? props.echeance : apresDelai;
  });
  const [avecEnAttente, setAvecEnAttente] = useState(false);
  const { lancer, enCours, erreur: echec, progression, arreter } = useSuivi<DocumentProduit>(props.travail);
  const enAttente = isEnAttente ? props.lignes.filter(isEnAttente).length : 0;
  const lignes = isEnAttente && !avecEnAttente ? props.lignes.filter((ligne) => !isEnAttente(ligne)) : props.lignes;
  const dossierIds = (isRetenu ? lignes.filter(isRetenu) : lignes).map(dossierDe);
  const nombre = dossierIds.length;
  const datePassee = echeance === null || echeance <= aujourdhui;
  async function envoyer() {
    if (echeance === null || datePassee || nombre === 0) return;
    const document = await lancer((signal) => props.produire({ dossierIds, echeance }, signal));
    if (document === null) return;
    await requetes.invalidateQueries();
    const [fait, texte] = dire(nombre);
    notifier(texte, fait);
    onFermer();
    await rangerDocument(document.documentId);
  }
  const erreur = echec ?? props.erreur ?? null;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre={titre}
      taille={taille}
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          {props.renderActions?.(dossierIds)}
          <Bouton
            genre="principal"
            type="submit"
            icone="document"
            enCours={enCours}
            inactif={nombre === 0 || datePassee}
          >
            {`Produire ${pluriel(nombre, 'lettre')}`}
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate
        libelle={props.libelleDate}
        valeur={echeance}
        onChange={setEcheance}
        obligatoire
        focusInitial
        erreur={datePassee ? 'Donnez une date à venir.' : null}
      />
      {props.options}
      {enAttente > 0 && (
        <CaseACocher
          libelle={`Relancer aussi ceux dont l’échéance court encore (${enAttente})`}
          valeur={avecEnAttente}
          onChange={setAvecEnAttente}
        />
      )}
      <Defile libelle="Porteurs concernés" className="relance-porteurs">
        <Tableau
          libelle="Porteurs concernés"
          lignes={lignes}
          cle={dossierDe}
          colonnes={props.colonnes}
          dense
          vide={props.vide}
        />
      </Defile>
      {progression && <Progression {...progression} unite="lettre" onAnnuler={arreter} />}
    </Dialogue>
  );
}
