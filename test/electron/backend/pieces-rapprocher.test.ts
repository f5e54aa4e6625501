import { describe, expect, test } from 'vitest';
import { nettoyerNom } from '../../../electron/backend/pieces/nom-fichier.ts';
import { type DossierConnu, rapprocherFichiers } from '../../../electron/backend/pieces/rapprocher-fichiers.ts';

const LIBELLES = [
  ['pieceStatuts', 'Statuts'],
  ['pieceRib', 'RIB'],
  ['pieceBudget', 'Budget signé'],
  ['pieceAttestation', 'Attestation d’assurance'],
  ['piece-1', 'Liste des intervenants'],
] as const;

function dossier(id: number, numero: string, structure: string, annonces: Record<string, string> = {}): DossierConnu {
  return {
    id,
    numero,
    structure,
    siret: `7756123450${String(id).padStart(4, '0')}`,
    pieces: LIBELLES.map(([code, libelle]) => ({ code, libelle, annonces: annonces[code] ?? '' })),
  };
}

const DOSSIERS = [
  dossier(1, '12345678', 'ASSO LES LILAS', { pieceAttestation: 'MAIF-2026.pdf, avenant 12.pdf', pieceRib: 'RIB.pdf' }),
  dossier(2, '12345679', 'Commune de Gien', { pieceRib: 'RIB.pdf' }),
  dossier(3, '12345680', 'Les Lilas blancs'),
  dossier(4, '12', 'Centre social L’Étoile'),
];

function un(nom: string) {
  const [trouve] = rapprocherFichiers([nom], DOSSIERS);
  return [trouve?.dossierId, trouve?.code, trouve?.confiance];
}

describe('rapprocher', () => {
  test.each([
    // Le numéro du portail, en dossier ou dans le nom, et le mot de la pièce : sûr.
    ['12345678/RIB.pdf', 1, 'pieceRib', 'sure'],
    ['dossier-12345678/pieces_justificatives/statuts-signes-12.pdf', 1, 'pieceStatuts', 'sure'],
    [String.raw`export\dossier-12345679\Délibération du conseil.PDF`, 2, 'pieceStatuts', 'sure'],
    ['12345680 - liste des intervenants.docx', 3, 'piece-1', 'sure'],
    // Un SIRET, écrit avec ou sans espaces.
    ['775 612 345 00001 budget.xlsx', 1, 'pieceBudget', 'sure'],
    // Le nom annoncé par un seul dossier suffit ; « RIB.pdf », annoncé par deux, ne suffit pas.
    ['avenant 12.pdf', 1, 'pieceAttestation', 'sure'],
    ['RIB.pdf', null, 'pieceRib', 'a_choisir'],
    ['12345678/MAIF-2026.pdf', 1, 'pieceAttestation', 'sure'],
    // Le porteur reconnu à son nom : à confirmer.
    ['Statuts - ASSO LES LILAS.pdf', 1, 'pieceStatuts', 'probable'],
    ['Les lilas blancs/attestation MAIF.pdf', 3, 'pieceAttestation', 'probable'],
    ['gien_rib.PDF', 2, 'pieceRib', 'probable'],
    ['RIB/Étoile.pdf', 4, 'pieceRib', 'probable'],
    // Un numéro court n’est sûr que derrière « dossier ».
    ['page 12 statuts.pdf', 4, 'pieceStatuts', 'probable'],
    ['dossier-12/statuts.pdf', 4, 'pieceStatuts', 'sure'],
    ['2012 statuts.pdf', null, 'pieceStatuts', 'a_choisir'],
    // Deux pièces dans un nom : proposé, pas affirmé.
    ['12345678/RIB et statuts.pdf', 1, 'pieceStatuts', 'probable'],
    // Deux dossiers dans un chemin : personne.
    ['12345678/12345679 rib.pdf', null, 'pieceRib', 'a_choisir'],
    ['scan0001.pdf', null, null, 'a_choisir'],
    ['12345678/scan0001.pdf', 1, null, 'a_choisir'],
    ['12345678/Thumbs.db', null, null, 'ignore'],
    ['__MACOSX/12345678/._RIB.pdf', null, null, 'ignore'],
    ['12345678/~$budget.docx', null, null, 'ignore'],
  ])('%s', (nom, dossierId, code, confiance) => {
    expect(un(nom)).toEqual([dossierId, code, confiance]);
  });

  test('deux dossiers du même SIRET : à choisir, et c’est dit', () => {
    const jumeaux = DOSSIERS.slice(0, 2).map((d) => ({ ...d, siret: '77561234500001' }));
    const [trouve] = rapprocherFichiers(['77561234500001 rib.pdf'], jumeaux);
    expect(trouve).toMatchObject({ dossierId: null, code: 'pieceRib', confiance: 'a_choisir' });
    expect(trouve?.raison).toContain('2 dossiers de ce SIRET');
  });

  test('la raison dit les indices', () => {
    expect(rapprocherFichiers(['12345678/RIB.pdf'], DOSSIERS)[0]?.raison).toBe(
      'numéro 12345678 dans le chemin ; nom annoncé dans la colonne « RIB »',
    );
  });
});

describe('nom de fichier', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    [String.raw`C:\Users\x\RIB.pdf`, 'RIB.pdf'],
    ['a<b>:"c|?*.pdf', 'a b c .pdf'],
    ['facture\u202Efdp.exe', 'facture fdp.exe'],
    ['con.pdf', '_con.pdf'],
    ['  .caché. ', 'caché'],
    ['///', 'fichier'],
    ['e\u0301té.pdf', 'été.pdf'],
  ])('%s', (recu, attendu) => {
    expect(nettoyerNom(recu)).toBe(attendu);
  });

  test('trop long : coupé, l’extension gardée', () => {
    const net = nettoyerNom(`${'a'.repeat(300)}.pdf`);
    expect(net).toHaveLength(120);
    expect(net.endsWith('.pdf')).toBe(true);
  });
});
