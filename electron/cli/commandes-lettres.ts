import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LettrePrevue } from '../../shared/contract/courriers.ts';
import { LIBELLES_NATURE_LETTRE } from '../../shared/domaine/lettres-notification/nature.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import type { Context } from '../backend/context.ts';
import { estAProduire, lireCourriers } from '../backend/courriers/lire.ts';
import { produireCourriers } from '../backend/courriers/produire.ts';
import { pdfsParPorteur, produireLiasse } from '../backend/courriers/registre.ts';
import { ecrireAtomique } from '../backend/fichiers/ecrire-atomique.ts';
import { Refus } from '../backend/refus.ts';
import { type Commande, campagneVisee, type Demande, type Resultat, rangerDocument, sortieExigee } from './commun.ts';
import { seanceVisee } from './seance-visee.ts';

/** Les lettres qui manquent sont produites ; puis toutes celles de la séance sont écrites, par porteur et en liasse. */
async function ecrireLettres(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const campagneId = campagneVisee(context, demande);
  const seanceId = seanceVisee(context, demande);
  const { lettres: avant, recoursAValider } = lireCourriers(context, campagneId, seanceId);
  const aFaire = avant.filter(estAProduire);
  const produites =
    aFaire.length === 0
      ? []
      : (await produireCourriers(context, { seanceId, dossierIds: aFaire.map((l) => l.dossierId) }, () => {}))
          .courriers;
  const { lettres, registre } = lireCourriers(context, campagneId, seanceId);
  const courrierIds = lettres.flatMap((l) => (l.etat === 'produite' && l.courrierId !== null ? [l.courrierId] : []));
  if (courrierIds.length === 0)
    throw new Refus('rien_a_notifier', 'Aucune décision dans cette séance : aucune lettre n’a été écrite.');
  const choix = { campagneId, courrierIds };
  const porteurs = await pdfsParPorteur(context, choix, () => {});
  await mkdir(sortie, { recursive: true });
  for (const { nom, contenu } of porteurs) await ecrireAtomique(join(sortie, nom), contenu);
  const liasse = await produireLiasse(context, choix, () => {});
  const fichier = join(sortie, liasse.nom);
  await rangerDocument(context, liasse.documentId, fichier);
  const parId = new Map(registre.map((c) => [c.id, c]));
  const json = {
    liasse: { fichier, octets: liasse.octets, sha256: liasse.sha256, pages: liasse.pages },
    porteurs: porteurs.map(({ nom, structure, courriers }) => ({
      fichier: join(sortie, nom),
      structure,
      lettres: courriers.map((c) => c.numero),
    })),
    produites: produites.map((p) => p.numero),
    lettres: courrierIds.flatMap((id) => {
      const c = parId.get(id);
      return c
        ? [
            {
              numero: c.numero,
              dossier: c.numeroDossier,
              nature: c.nature,
              montantCentimes: c.montantCentimes,
              sha256: c.sha256,
            },
          ]
        : [];
    }),
    avertissements: avertissements(avant),
    recoursAValider,
  };
  const texte = [
    `${pluriel(produites.length, 'lettre produite', 'lettres produites')}, ${pluriel(courrierIds.length, 'lettre écrite', 'lettres écrites')} pour ${pluriel(porteurs.length, 'porteur')}`,
    `Liasse : ${fichier}, ${pluriel(liasse.pages ?? 0, 'page')}`,
    ...recoursAValider.map(
      (n) =>
        `Voies de recours, ${LIBELLES_NATURE_LETTRE[n].toLowerCase()} : texte de Clas, à faire valider (Paramètres › Lettres).`,
    ),
    ...json.avertissements.map((a) => `dossier ${a.dossier} : ${a.message}`),
  ].join('\n');
  return { json, texte: `${texte}\n`, refuse: false };
}

function avertissements(lettres: readonly LettrePrevue[]) {
  return lettres.flatMap((l) => l.avertissements.map((message) => ({ dossier: l.numero, message })));
}

export const COMMANDES_LETTRES: readonly (readonly [string, Commande])[] = [
  [
    'lettres',
    {
      usage: 'clas lettres --base FICHIER --sortie DOSSIER [--seance AAAA-MM-JJ]',
      aide: 'les lettres de notification de la séance : produites et numérotées au besoin, un PDF par porteur et la liasse',
      base: 'existante',
      ecrit: true,
      executer(context, demande) {
        return ecrireLettres(context, demande, this.usage);
      },
    },
  ],
];
