import { cpSync } from 'node:fs';
import { dossierTemporaire, type Essai, ouvrirEssai, resultat } from './socle-essai.ts';

export interface Modele {
  readonly dossier: string;
  readonly campagneId: number;
  readonly agentId: number;
  readonly secondId: number;
}

let modele: Promise<Modele> | undefined;

/** La campagne d’exemple, faite une fois par processus d’essais : l’importer est long, chacun en reçoit une copie. */
export function modeleDeLExemple(): Promise<Modele> {
  modele ??= fabriquer();
  return modele;
}

async function fabriquer(): Promise<Modele> {
  const atelier = ouvrirEssai();
  const agent = await atelier.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const { campagneId } = await resultat(atelier.api.campagnes.ouvrirExemple());
  const { agents } = await atelier.api.session.etat();
  const second = agents.find((a) => a.id !== agent.id);
  atelier.fermer();
  if (!second) throw new Error('l’exemple a deux agents');
  return { dossier: atelier.dossier, campagneId, agentId: agent.id, secondId: second.id };
}

/** Le vrai backend sur une copie de l’exemple, tenu par Camille Aubry. */
export async function ouvrirExempleCopie(dossier = dossierTemporaire()): Promise<Essai & Modele> {
  const pret = await modeleDeLExemple();
  cpSync(pret.dossier, dossier, { recursive: true });
  const essai = ouvrirEssai(dossier);
  await essai.api.session.choisirAgent({ agentId: pret.agentId });
  return { ...pret, ...essai };
}
