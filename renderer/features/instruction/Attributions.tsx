import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { DossierAttribue, EtatAttributions, RoleLecteur } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { agentDeColonne, colonnesAttributions, lecteurDe } from './colonnes-attributions.tsx';
import { DialogueReglages } from './DialogueReglages.tsx';
import { DialogueRepartir } from './DialogueRepartir.tsx';
import { DialogueSelection } from './DialogueSelection.tsx';
import './lecteurs.css';
import { PanneauLecteurs } from './PanneauLecteurs.tsx';
import { useEcriture } from './use-ecriture.ts';

/** Sur une case : la touche et le rôle qu’elle donne. */
const TOUCHES: Readonly<Record<string, RoleLecteur | null>> = { L: 'lecteur', R: 'rapporteur', Suppr: null };

type Vue = 'tous' | 'manque' | 'liens';
const VUES: readonly (readonly [Vue, string, (d: DossierAttribue) => boolean])[] = [
  ['tous', 'Tous', () => true],
  ['manque', 'Lecteur manquant', (d) => d.manque > 0],
  ['liens', 'Liens d’intérêt', (d) => d.lecteurs.some((l) => l.lien !== null)],
];

/** Qui lit quoi : une ligne par dossier, une colonne par agent. */
export function Attributions({ campagneId }: { readonly campagneId: number }) {
  const { data, error } = useQuery(q.instruction.attributions.queryOptions({ input: { campagneId } }));
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement texte="Lecture des attributions…" />;
  return <GrilleAttributions campagneId={campagneId} etat={data} />;
}

interface Props {
  readonly campagneId: number;
  readonly etat: EtatAttributions;
}

function GrilleAttributions({ campagneId, etat }: Props) {
  const { dossiers, agents, reglages } = etat;
  const grille = useGrille<DossierAttribue>('instruction.attributions');
  const colonnes = useMemo(() => colonnesAttributions({ agents, reglages }), [agents, reglages]);
  const [vue, setVue] = useState<Vue>('tous');
  const [ouvert, setOuvert] = useState<'repartir' | 'reglages' | 'selection' | null>(null);
  const [choisis, setChoisis] = useState<readonly DossierAttribue[]>([]);
  const [courantId, setCourantId] = useState<number | null>(null);
  const { ecrire } = useEcriture();
  const lignes = useMemo(() => {
    const garder = VUES.find(([code]) => code === vue)?.[2];
    return garder ? dossiers.filter(garder) : dossiers;
  }, [dossiers, vue]);
  const courant = dossiers.find(({ id }) => id === courantId) ?? lignes[0];

  function attribuer(cibles: readonly DossierAttribue[], agentId: number, role: RoleLecteur | null): void {
    const changements = cibles
      .filter((d) => (lecteurDe(d, agentId)?.role ?? null) !== role)
      .map((d) => ({ dossierId: d.id, agentId, role }));
    if (changements.length > 0)
      void ecrire(() => api.instruction.attribuer({ campagneId, changements }), 'L’attribution n’a pas été changée');
  }
  function surTouche(dossier: DossierAttribue, colonne: string, touche: string): boolean {
    const agentId = agentDeColonne(colonne);
    const role = TOUCHES[touche];
    if (agentId === null || role === undefined) return false;
    // Une ligne cochée vaut pour toutes les lignes cochées.
    const coches = grille.lignesSelectionnees();
    attribuer(coches.some(({ id }) => id === dossier.id) ? coches : [dossier], agentId, role);
    return true;
  }
  function ouvrirAvec(dialogue: 'repartir' | 'selection'): void {
    const coches = grille.lignesSelectionnees();
    setChoisis(coches.length > 0 ? coches : lignes);
    setOuvert(dialogue);
  }
  const repartir: Action = {
    code: 'instruction.repartir',
    libelle: 'Répartir…',
    menu: 'edition',
    groupe: 10,
    icone: 'agents',
    raccourci: 'Ctrl+Maj+L',
    executer: () => ouvrirAvec('repartir'),
  };
  const attribuerSelection: Action = {
    code: 'instruction.attribuer',
    libelle: 'Attribuer la sélection…',
    menu: 'edition',
    groupe: 10,
    icone: 'agent_plus',
    executer: () => ouvrirAvec('selection'),
  };
  const regler: Action = {
    code: 'instruction.regler',
    libelle: 'Réglages de lecture…',
    menu: 'edition',
    groupe: 20,
    icone: 'parametres',
    executer: () => setOuvert('reglages'),
  };
  useActions([repartir, attribuerSelection, regler]);

  return (
    <div className="colonne remplit instr-pile">
      <div className="rangee passe">
        <Onglets
          libelle="Dossiers montrés"
          actif={vue}
          onChange={setVue}
          onglets={VUES.map(([code, libelle, garder]) => ({ code, libelle, nombre: dossiers.filter(garder).length }))}
        />
        <span className="rangee serree a-droite">
          <BoutonAction action={regler} />
          <BoutonAction action={attribuerSelection} />
          <BoutonAction action={repartir} />
        </span>
      </div>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="lect-rappel encre2 t12">
          Sur la case d’un agent :
          <span className="insecable">
            <Kbd touches="L" /> lecteur
          </span>
          <span className="insecable">
            <Kbd touches="R" /> rapporteur
          </span>
          <span className="insecable">
            <Kbd touches="Suppr" /> retirer
          </span>
          <span className="insecable">; une ligne cochée vaut pour toutes.</span>
        </span>
        <span className="a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <div className="lect-deux">
        <Carte plein className="remplit">
          <Grille
            grille={grille}
            libelle="Lecteurs par dossier"
            lignes={lignes}
            colonnes={colonnes}
            cle={(d) => d.id}
            selection
            onTouche={surTouche}
            onCourante={({ id }) => setCourantId(id)}
            // La colonne figée ne tient qu’un compte.
            totaux={(n, s) => (s === 0 ? pluriel(n, 'dossier') : pluriel(s, 'coché'))}
            vide="Aucun dossier dans cet onglet."
          />
        </Carte>
        {courant && (
          <PanneauLecteurs
            campagneId={campagneId}
            dossier={courant}
            agents={agents}
            onRole={(agentId, role) => attribuer([courant], agentId, role)}
          />
        )}
      </div>
      {ouvert === 'repartir' && (
        <DialogueRepartir campagneId={campagneId} etat={etat} dossiers={choisis} onFermer={() => setOuvert(null)} />
      )}
      {ouvert === 'selection' && (
        <DialogueSelection
          dossiers={choisis}
          agents={agents}
          onAttribuer={(agentId, role) => attribuer(choisis, agentId, role)}
          onFermer={() => setOuvert(null)}
        />
      )}
      {ouvert === 'reglages' && (
        <DialogueReglages campagneId={campagneId} reglages={reglages} onFermer={() => setOuvert(null)} />
      )}
    </div>
  );
}
