import type { CompteBancaire, EtatCompte as Etat } from '../../shared/contract/banque.ts';
import { Badge, type Ton } from '../ui/Badge.tsx';
import type { NomSigne } from '../ui/Signe.tsx';

const ASPECTS: Readonly<Record<Etat, readonly [ton: Ton, signe: NomSigne, libelle: string]>> = {
  a_verifier: ['att', 'attention', 'À confirmer'],
  verifie: ['ok', 'fait', 'Confirmé'],
  bloque: ['al', 'cadenas', 'Bloqué'],
};

export function direEtatCompte(etat: Etat): string {
  return ASPECTS[etat][2];
}

export function EtatCompte({ etat, titre }: Pick<CompteBancaire, 'etat'> & { readonly titre: string }) {
  const [ton, signe, libelle] = ASPECTS[etat];
  return (
    <Badge ton={ton} signe={signe} titre={titre}>
      {libelle}
    </Badge>
  );
}
