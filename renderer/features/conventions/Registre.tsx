import { useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { EtatConventions, LigneDeConvention, Papier } from '../../../shared/contract/conventions.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { ConventionDuDossier } from '../../conventions/ConventionDuDossier.tsx';
import { DialogueEnvoi } from '../../conventions/DialogueEnvoi.tsx';
import { useGestesConventions } from '../../conventions/use-gestes.ts';
import { rangerDocument } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
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
import { Progression } from '../../ui/Progression.tsx';
import { COLONNES_CONVENTIONS } from './colonnes.tsx';
import { DialogueRelance } from './DialogueRelance.tsx';
import { attendSignature, type CodeVue, estAGenerer, VUES } from './vues.ts';

interface Props {
  readonly campagneId: number;
  readonly etat: EtatConventions;
}

function cle({ dossierId }: LigneDeConvention): number {
  return dossierId;
}

function papiersDe(lignes: readonly LigneDeConvention[], garder: (papier: Papier) => boolean): Papier[] {
  return lignes
    .flatMap(({ convention, avenants }) => [convention, ...avenants].filter((p) => p !== null))
    .filter(garder);
}

/** La liste des conventions et, à côté, tout ce qui peut se faire de celle de la ligne. */
export function Registre({ campagneId, etat: { lignes: toutes, aujourdhui } }: Props) {
  const [, aller] = useLocation();
  const [params, setParams] = useSearchParams();
  const grille = useGrille<LigneDeConvention>('conventions');
  const gestes = useGestesConventions(campagneId);
  const [courante, setCourante] = useState<number | null>(null);
  const [envoi, setEnvoi] = useState<readonly Papier[] | null>(null);
  const [relance, setRelance] = useState<readonly LigneDeConvention[] | null>(null);
  const [vue, , garder] = VUES.find(([code]) => code === params.get('vue')) ?? VUES[0];
  const lignes = useMemo(() => toutes.filter(garder), [toutes, garder]);
  const montree = toutes.find((l) => l.dossierId === courante) ?? lignes[0];
  const signees = toutes.filter((l) => l.etat === 'signee').length;

  /** Les lignes cochées ; sinon celles que l’onglet et la recherche montrent. */
  function visees(): readonly LigneDeConvention[] {
    const cochees = grille.lignesSelectionnees();
    return cochees.length > 0 ? cochees : grille.lignesAffichees();
  }
  async function generer() {
    // Résiliée, une convention ne se refait que sur demande, depuis sa ligne.
    if (await gestes.generer(visees().filter(estAGenerer))) grille.deselectionner();
  }
  function imprimer() {
    const papiers = papiersDe(visees(), (p) => p.etat !== 'resiliee');
    if (papiers.length === 0) notifier('Aucun papier n’est encore généré dans ce choix.', 'Rien à imprimer');
    else void gestes.imprimer(papiers);
  }
  function noterEnvoi() {
    const papiers = papiersDe(visees(), (p) => p.etat === 'a_signer' || p.etat === 'envoyee');
    if (papiers.length === 0) notifier('Aucun papier de ce choix n’attend de signature.', 'Rien à noter');
    else setEnvoi(papiers);
  }
  async function lister() {
    try {
      const { documentId } = await api.conventions.listeManquantes({ campagneId });
      await rangerDocument(documentId);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'Liste non produite');
    }
  }
  const generation: Action = {
    code: 'conventions.generer',
    libelle: 'Générer…',
    menu: 'fichier',
    groupe: 30,
    icone: 'document',
    raccourci: 'Ctrl+Maj+G',
    disponible: toutes.some(estAGenerer) && !gestes.generation.enCours,
    executer: () => void generer(),
  };
  const impression: Action = {
    code: 'conventions.imprimer',
    libelle: 'Réunir en PDF',
    menu: 'fichier',
    groupe: 30,
    icone: 'imprimer',
    disponible: toutes.some((l) => l.convention !== null) && !gestes.impression.enCours,
    executer: imprimer,
  };
  const envoyer: Action = {
    code: 'conventions.envoyer',
    libelle: 'Noter l’envoi…',
    menu: 'edition',
    icone: 'envoyer',
    raccourci: 'Ctrl+Maj+E',
    disponible: toutes.some(attendSignature),
    executer: noterEnvoi,
  };
  const relancer: Action = {
    code: 'conventions.relancer',
    libelle: 'Relancer…',
    menu: 'edition',
    icone: 'document',
    raccourci: 'Ctrl+Maj+R',
    disponible: toutes.some(attendSignature),
    executer: () => setRelance(visees()),
  };
  const manquantes: Action = {
    code: 'exporter',
    libelle: 'Signatures attendues (Excel)',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    disponible: toutes.some(attendSignature),
    executer: () => void lister(),
  };
  useActions([generation, impression, envoyer, relancer, manquantes]);
  return (
    <Page
      titre="Conventions"
      sousTitre={`${pluriel(signees, 'signée')} sur ${pluriel(toutes.length, 'dossier agréé', 'dossiers agréés')}`}
      actions={
        <>
          <BoutonAction action={manquantes} />
          <BoutonAction action={relancer} />
          <BoutonAction action={generation} genre="principal" enCours={gestes.generation.enCours} />
        </>
      }
    >
      <Onglets
        libelle="Conventions montrées"
        actif={vue}
        onChange={(code: CodeVue) => setParams(code === 'toutes' ? {} : { vue: code }, { replace: true })}
        onglets={VUES.map(([code, libelle, deLaVue]) => ({
          code,
          libelle,
          nombre: toutes.filter(deLaVue).length,
        }))}
        suite={<VuesGrille grille={grille} />}
      />
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <ColonnesGrille grille={grille} />
        <span className="rangee a-droite">
          <BoutonAction action={impression} />
          <BoutonAction action={envoyer} />
        </span>
      </div>
      {gestes.generation.progression && (
        <Progression {...gestes.generation.progression} unite="fichier" onAnnuler={gestes.generation.arreter} />
      )}
      {gestes.generation.erreur !== null && <Alerte ton="al">{gestes.generation.erreur}</Alerte>}
      <div className="conventions-deux">
        <Carte plein>
          <Grille
            grille={grille}
            libelle="Conventions de la campagne"
            lignes={lignes}
            colonnes={COLONNES_CONVENTIONS}
            cle={cle}
            selection
            onOuvrir={({ dossierId }) => aller(`${chemins.dossier(campagneId, dossierId)}?onglet=convention`)}
            onCourante={({ dossierId }) => setCourante(dossierId)}
            vide="Aucune convention dans cet onglet."
            totaux={(n, s) => `${pluriel(n, 'dossier')}${s === 0 ? '' : ` · ${pluriel(s, 'coché')}`}`}
          />
        </Carte>
        {montree && (
          <Carte
            titre={<span className="conventions-porteur">{montree.structure || 'Structure sans nom'}</span>}
            sousTitre={`n° ${montree.numeroDossier}`}
            plein
            pied={
              <Bouton
                taille="petite"
                onClick={() => aller(`${chemins.dossier(campagneId, montree.dossierId)}?onglet=convention`)}
              >
                Ouvrir le dossier
              </Bouton>
            }
          >
            <Defile libelle={`Convention de ${montree.structure}`}>
              <ConventionDuDossier
                key={montree.dossierId}
                campagneId={campagneId}
                ligne={montree}
                aujourdhui={aujourdhui}
                gestes={gestes}
              />
            </Defile>
          </Carte>
        )}
      </div>
      {envoi !== null && (
        <DialogueEnvoi
          campagneId={campagneId}
          papiers={envoi}
          aujourdhui={aujourdhui}
          onFermer={() => setEnvoi(null)}
        />
      )}
      {relance !== null && (
        <DialogueRelance
          campagneId={campagneId}
          lignes={relance}
          aujourdhui={aujourdhui}
          onFermer={() => setRelance(null)}
        />
      )}
    </Page>
  );
}
