import { useQueryClient } from '@tanstack/react-query';
import type { LigneDeConvention, Papier, ProductionConventions } from '../../shared/contract/conventions.ts';
import type { DocumentProduit } from '../../shared/contract/documents.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../api.ts';
import { rangerDocument } from '../produire.ts';
import { confirmer, demanderMotif } from '../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../ui/notifier.tsx';
import { useSuivi } from '../use-suivi.ts';
import { direGeneration, nommerPapier } from './libelles.ts';

/** Ce qu’un agent fait des conventions, de la page ou d’un dossier : demander, faire, relire, dire. */
export function useGestesConventions(campagneId: number) {
  const requetes = useQueryClient();
  const generation = useSuivi<ProductionConventions>('conventions.generer');
  const impression = useSuivi<DocumentProduit>('conventions.imprimer');

  async function faire(quoi: () => Promise<unknown>, fait: string, echec: string): Promise<void> {
    try {
      await quoi();
      notifier(fait);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), echec);
    }
    await requetes.invalidateQueries();
  }

  async function generer(lignes: readonly LigneDeConvention[]): Promise<boolean> {
    const choisies = lignes.filter((l) => direGeneration(l) !== null);
    if (choisies.length === 0) {
      notifier('Aucun des dossiers montrés n’attend de papier.', 'Rien à générer');
      return false;
    }
    const avenants = choisies.filter((l) => l.suite === 'avenant').length;
    const remplacees = choisies.filter((l) => l.suite === 'remplacement').length;
    const avertis = choisies.filter((l) => l.avertissements.length > 0).length;
    const oui = await confirmer({
      titre: `Générer ${pluriel(choisies.length, 'papier')}`,
      texte: [
        'Chaque papier reçoit un numéro définitif, et ce qu’il dit ne changera plus.',
        avenants === 0 ? '' : `Dont ${pluriel(avenants, 'avenant')}.`,
        remplacees === 0
          ? ''
          : `${pluriel(remplacees, 'convention')} pas encore signée${remplacees > 1 ? 's' : ''} ser${remplacees > 1 ? 'ont' : 'a'} remplacée${remplacees > 1 ? 's' : ''}.`,
        avertis === 0
          ? ''
          : `${pluriel(avertis, 'dossier')} ${avertis > 1 ? 'ont' : 'a'} des points à savoir, dits à côté.`,
      ]
        .filter(Boolean)
        .join(' '),
      action: 'Générer',
    });
    if (!oui) return false;
    const fait = await generation.lancer((signal) =>
      api.conventions.generer({ campagneId, dossierIds: choisies.map((l) => l.dossierId) }, { signal }),
    );
    await requetes.invalidateQueries();
    if (fait === null) return false;
    const numeros = fait.papiers.map((p) => p.numero);
    notifier(
      numeros.length === 1 ? String(numeros[0]) : `De ${numeros[0]} à ${numeros.at(-1)}.`,
      pluriel(numeros.length, 'papier généré', 'papiers générés'),
    );
    await rangerDocument(fait.document.documentId);
    return true;
  }

  async function imprimer(papiers: readonly Papier[]): Promise<void> {
    const [premier] = papiers;
    if (!premier) return;
    const document = await impression.lancer((signal) =>
      papiers.length === 1
        ? api.conventions.ouvrir({ conventionId: premier.id }, { signal })
        : api.conventions.liasse({ campagneId, conventionIds: papiers.map((p) => p.id) }, { signal }),
    );
    if (document !== null) await rangerDocument(document.documentId);
  }

  async function ouvrirScan({ id }: Papier): Promise<void> {
    try {
      const { documentId } = await api.conventions.ouvrirScan({ conventionId: id });
      await rangerDocument(documentId);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'Le scan n’a pas pu être ouvert');
    }
  }

  function joindreScan(papier: Papier, scan: File): Promise<void> {
    return faire(
      () => api.conventions.joindreScan({ conventionId: papier.id, scan }),
      `Scan joint à ${papier.numero}.`,
      'Le scan n’a pas été joint',
    );
  }

  async function annulerSignature(papier: Papier): Promise<void> {
    const motif = await demanderMotif({
      titre: `Annuler la signature de ${papier.numero}`,
      texte: 'La date, le signataire et le scan sont retirés du papier ; le journal les garde.',
      action: 'Annuler la signature',
      renoncer: 'Garder',
      danger: true,
    });
    if (motif === null) return;
    await faire(
      () => api.conventions.annulerSignature({ conventionId: papier.id, motif }),
      `${nommerPapier(papier)} est à nouveau à signer.`,
      'La signature reste',
    );
  }

  async function leverReserves(
    ligne: LigneDeConvention,
    tenues: readonly LigneDeConvention['reserves'][number][],
  ): Promise<void> {
    const motif = await demanderMotif({
      titre: `Lever ${pluriel(tenues.length, 'réserve')}`,
      // Le texte du Copil finit souvent par un point : la phrase met le sien.
      texte: `${tenues.map((r) => `Collectif ${r.lettre} : ${r.texte.replace(/[.;\s]+$/, '')}`).join(' ; ')}. C’est définitif.`,
      libelleMotif: 'Preuve, ce qui lève la réserve',
      action: 'Lever',
    });
    if (motif === null) return;
    await faire(
      () => api.conventions.leverReserves({ campagneId, decisionIds: tenues.map((r) => r.decisionId), motif }),
      `Réserve levée pour ${ligne.structure}.`,
      'La réserve tient encore',
    );
  }

  return { generation, impression, generer, imprimer, ouvrirScan, joindreScan, annulerSignature, leverReserves };
}

export type GestesConventions = ReturnType<typeof useGestesConventions>;
