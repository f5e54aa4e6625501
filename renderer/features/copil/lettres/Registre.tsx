import { useMemo, useState } from 'react';
import type { Courrier } from '../../../../shared/contract/courriers.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../../api.ts';
import { rangerDocument } from '../../../produire.ts';
import { Alerte, EtatVide } from '../../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../../ui/actions.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Grille } from '../../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../../ui/grille/Outils.tsx';
import { useGrille } from '../../../ui/grille/use-grille.ts';
import { notifierErreur } from '../../../ui/notifier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { PuceFiltre } from '../../../ui/PuceFiltre.tsx';
import { useSuivi } from '../../../use-suivi.ts';
import { COLONNES_REGISTRE } from './colonnes.tsx';
import { DialogueEnvoi } from './DialogueEnvoi.tsx';
import { direNature, direSuite } from './libelles.ts';

interface Props {
  readonly campagneId: number;
  readonly registre: readonly Courrier[];
  readonly aujourdhui: string;
}

function cle({ id }: Courrier): number {
  return id;
}

function compter(lettres: readonly Courrier[], dire: (c: Courrier) => string) {
  return [...Map.groupBy(lettres, dire)].map(([valeur, siennes]) => ({ valeur, nombre: siennes.length }));
}

/** Les lettres produites de la campagne : les rouvrir, les réunir, noter leur envoi. */
export function Registre({ campagneId, registre, aujourdhui }: Props) {
  const grille = useGrille<Courrier>('registre-lettres');
  const travail = useSuivi<DocumentProduit>('courriers.documents');
  const [suites, setSuites] = useState<readonly string[]>([]);
  const [natures, setNatures] = useState<readonly string[]>([]);
  const [envoi, setEnvoi] = useState<readonly Courrier[] | null>(null);
  const lignes = useMemo(
    () =>
      registre.filter(
        (c) =>
          (suites.length === 0 || suites.includes(direSuite(c))) &&
          (natures.length === 0 || natures.includes(direNature(c.nature))),
      ),
    [registre, suites, natures],
  );
  function visees(): readonly Courrier[] {
    const cochees = grille.lignesSelectionnees();
    return cochees.length > 0 ? cochees : grille.lignesAffichees();
  }
  async function reunir(genre: 'liasse' | 'parPorteur') {
    // Une lettre remplacée ne part plus, sauf si on la demande.
    const cochees = grille.lignesSelectionnees();
    const choisies = cochees.length > 0 ? cochees : visees().filter((c) => c.remplaceePar === null);
    if (choisies.length === 0) {
      notifierErreur('Aucune lettre montrée n’est en vigueur : cochez celles que vous voulez.', 'Rien à réunir');
      return;
    }
    const document = await travail.lancer((signal) =>
      api.courriers[genre]({ campagneId, courrierIds: choisies.map(cle) }, { signal }),
    );
    if (document !== null) await rangerDocument(document.documentId);
  }
  async function rouvrir({ id }: Courrier) {
    try {
      const { documentId } = await api.courriers.rouvrir({ courrierId: id });
      await rangerDocument(documentId);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'La lettre n’a pas pu être rouverte');
    }
  }
  const disponible = lignes.length > 0 && !travail.enCours;
  const liasse: Action = {
    code: 'lettres.liasse',
    libelle: 'Liasse (PDF)',
    menu: 'fichier',
    groupe: 30,
    icone: 'imprimer',
    disponible,
    executer: () => void reunir('liasse'),
  };
  const parPorteur: Action = {
    code: 'lettres.par-porteur',
    libelle: 'Un PDF par porteur',
    menu: 'fichier',
    groupe: 30,
    icone: 'telecharger',
    disponible,
    executer: () => void reunir('parPorteur'),
  };
  const marquer: Action = {
    code: 'lettres.envoyer',
    libelle: 'Noter l’envoi…',
    menu: 'edition',
    icone: 'envoyer',
    raccourci: 'Ctrl+Maj+E',
    disponible,
    executer: () => setEnvoi(visees()),
  };
  useActions([liasse, parPorteur, marquer]);
  if (registre.length === 0)
    return (
      <EtatVide titre="Aucune lettre produite" icone="document">
        Produites depuis « À produire », les lettres reçoivent leur numéro et restent ici, chacune avec son PDF.
      </EtatVide>
    );
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <PuceFiltre
          filtre={{ libelle: 'État', choisies: suites, possibles: compter(registre, direSuite) }}
          onChange={setSuites}
        />
        <PuceFiltre
          filtre={{ libelle: 'Nature', choisies: natures, possibles: compter(registre, (c) => direNature(c.nature)) }}
          onChange={setNatures}
        />
        <ColonnesGrille grille={grille} />
        <span className="rangee a-droite">
          <BoutonAction action={liasse} />
          <BoutonAction action={parPorteur} />
          <BoutonAction action={marquer} />
        </span>
      </div>
      {travail.progression && <Progression {...travail.progression} unite="fichier" onAnnuler={travail.arreter} />}
      {travail.erreur !== null && <Alerte ton="al">{travail.erreur}</Alerte>}
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Registre des lettres"
          lignes={lignes}
          colonnes={COLONNES_REGISTRE}
          cle={cle}
          selection
          onOuvrir={(c) => void rouvrir(c)}
          vide="Aucune lettre ne correspond."
          totaux={(n, s) => `${pluriel(n, 'lettre')}${s === 0 ? '' : ` · ${pluriel(s, 'cochée')}`}`}
        />
      </Carte>
      {envoi !== null && (
        <DialogueEnvoi
          campagneId={campagneId}
          courriers={envoi}
          aujourdhui={aujourdhui}
          onFermer={() => setEnvoi(null)}
        />
      )}
    </>
  );
}
