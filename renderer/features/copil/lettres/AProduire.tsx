import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { LettrePrevue, ProductionCourriers } from '../../../../shared/contract/courriers.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api } from '../../../api.ts';
import { rangerDocument } from '../../../produire.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../../ui/actions.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { confirmer } from '../../../ui/Dialogue.tsx';
import { Grille } from '../../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../../ui/grille/Outils.tsx';
import { useGrille } from '../../../ui/grille/use-grille.ts';
import { notifier } from '../../../ui/notifier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { PuceFiltre } from '../../../ui/PuceFiltre.tsx';
import { useSuivi } from '../../../use-suivi.ts';
import { ApercuLettre } from './ApercuLettre.tsx';
import { COLONNES_PREVUES } from './colonnes.tsx';
import { DialogueRelire } from './DialogueRelire.tsx';
import { direEtat, direNature } from './libelles.ts';

interface Props {
  readonly seanceId: number;
  readonly lettres: readonly LettrePrevue[];
}

function cle({ dossierId }: LettrePrevue): number {
  return dossierId;
}

function estAFaire({ etat }: LettrePrevue): boolean {
  return etat === 'a_produire' || etat === 'a_refaire';
}

/** Les valeurs d’un filtre et leur compte, dans l’ordre où elles se rencontrent. */
function compter(lettres: readonly LettrePrevue[], dire: (l: LettrePrevue) => string) {
  return [...Map.groupBy(lettres, dire)].map(([valeur, siennes]) => ({ valeur, nombre: siennes.length }));
}

/** Les lettres de la séance : les relire, puis les produire, toutes ou quelques-unes. */
export function AProduire({ seanceId, lettres }: Props) {
  const requetes = useQueryClient();
  const grille = useGrille<LettrePrevue>('lettres-notification');
  const production = useSuivi<ProductionCourriers>('courriers.produire');
  const [natures, setNatures] = useState<readonly string[]>([]);
  const [etats, setEtats] = useState<readonly string[]>([]);
  const [courante, setCourante] = useState<number | null>(null);
  const [relues, setRelues] = useState<readonly LettrePrevue[] | null>(null);
  const lignes = useMemo(
    () =>
      lettres.filter(
        (l) =>
          (natures.length === 0 || natures.includes(direNature(l.nature))) &&
          (etats.length === 0 || etats.includes(direEtat(l.etat))),
      ),
    [lettres, natures, etats],
  );
  const montree = lignes.find((l) => l.dossierId === courante) ?? lignes[0];

  /** Les lignes cochées ; sinon celles que les filtres et la recherche montrent. */
  function visees(): readonly LettrePrevue[] {
    const cochees = grille.lignesSelectionnees();
    return cochees.length > 0 ? cochees : grille.lignesAffichees();
  }
  async function produire() {
    const choisies = visees().filter(estAFaire);
    if (choisies.length === 0) {
      notifier('Aucune des lettres montrées n’est à produire.', 'Rien à produire');
      return;
    }
    const aRefaire = choisies.filter((l) => l.etat === 'a_refaire').length;
    const sansAdresse = choisies.filter((l) => l.avertissements.some((a) => a.startsWith('Adresse'))).length;
    const oui = await confirmer({
      titre: `Produire ${pluriel(choisies.length, 'lettre')}`,
      texte: [
        'Chaque lettre reçoit un numéro définitif et son PDF est gardé tel quel.',
        aRefaire === 0
          ? ''
          : `${pluriel(aRefaire, 'lettre')} en remplace${aRefaire > 1 ? 'nt' : ''} une autre, qui reste au registre.`,
        sansAdresse === 0 ? '' : `${pluriel(sansAdresse, 'lettre')} sans adresse postale complète.`,
      ]
        .filter(Boolean)
        .join(' '),
      action: 'Produire',
    });
    if (!oui) return;
    const fait = await production.lancer((signal) =>
      api.courriers.produire({ seanceId, dossierIds: choisies.map(cle) }, { signal }),
    );
    await requetes.invalidateQueries();
    if (fait === null) return;
    grille.deselectionner();
    const numeros = fait.courriers.map((c) => c.numero);
    notifier(
      numeros.length === 1 ? `${numeros[0]}` : `De ${numeros[0]} à ${numeros.at(-1)}.`,
      pluriel(numeros.length, 'lettre produite', 'lettres produites'),
    );
    await rangerDocument(fait.document.documentId);
  }
  const relire: Action = {
    code: 'lettres.relire',
    libelle: 'Relire les lettres…',
    menu: 'affichage',
    icone: 'lire',
    raccourci: 'Ctrl+Maj+L',
    disponible: lignes.some((l) => l.nature !== null),
    executer: () => setRelues(visees().filter((l) => l.nature !== null)),
  };
  const produireLesLettres: Action = {
    code: 'lettres.produire',
    libelle: 'Produire les lettres…',
    menu: 'fichier',
    groupe: 30,
    icone: 'document',
    raccourci: 'Ctrl+Maj+P',
    disponible: lettres.some(estAFaire) && !production.enCours,
    executer: () => void produire(),
  };
  useActions([relire, produireLesLettres]);
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <PuceFiltre
          filtre={{ libelle: 'Nature', choisies: natures, possibles: compter(lettres, (l) => direNature(l.nature)) }}
          onChange={setNatures}
        />
        <PuceFiltre
          filtre={{ libelle: 'État', choisies: etats, possibles: compter(lettres, (l) => direEtat(l.etat)) }}
          onChange={setEtats}
        />
        <ColonnesGrille grille={grille} />
        <span className="rangee a-droite">
          <BoutonAction action={relire} />
          <BoutonAction action={produireLesLettres} enCours={production.enCours} />
        </span>
      </div>
      {production.progression && (
        <Progression {...production.progression} unite="fichier" onAnnuler={production.arreter} />
      )}
      {production.erreur !== null && (
        <Alerte ton="al" titre="Les lettres n’ont pas été produites.">
          {production.erreur}
        </Alerte>
      )}
      <div className="lettres-deux">
        <Carte plein>
          <Grille
            grille={grille}
            libelle="Lettres de la séance"
            lignes={lignes}
            colonnes={COLONNES_PREVUES}
            cle={cle}
            selection
            onOuvrir={(l) => setRelues([l, ...visees().filter((v) => v !== l && v.nature !== null)])}
            onCourante={({ dossierId }) => setCourante(dossierId)}
            vide="Aucune lettre ne correspond."
            totaux={(n, s) => `${pluriel(n, 'dossier')}${s === 0 ? '' : ` · ${pluriel(s, 'coché')}`}`}
          />
        </Carte>
        {montree && (
          <Carte
            titre={<span className="lettres-porteur">{montree.structure || 'Structure sans nom'}</span>}
            sousTitre={`n° ${montree.numero}`}
            plein
          >
            <ApercuLettre seanceId={seanceId} lettre={montree} />
          </Carte>
        )}
      </div>
      {relues !== null && relues.length > 0 && (
        <DialogueRelire seanceId={seanceId} lettres={relues} onFermer={() => setRelues(null)} />
      )}
    </>
  );
}
