import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  verifierCodeInsee,
  verifierCourriel,
  verifierIban,
  verifierRna,
  verifierSiret,
  verifierTelephone,
} from '../../../shared/domaine/identifiants.ts';

const chiffres = (longueur: number) => fc.stringMatching(new RegExp(`^\\d{${longueur}}$`));

/** Ajoute à 13 chiffres la clé de Luhn, par la définition (doubler un chiffre sur deux depuis la clé). */
function completerSiret(treize: string): string {
  return Array.from({ length: 10 }, (_, cle) => `${treize}${cle}`).find((candidat) => {
    const somme = Array.from(candidat).reduce((total, chiffre, rang) => {
      const double = Number(chiffre) * (rang % 2 === 0 ? 2 : 1);
      return total + Math.floor(double / 10) + (double % 10);
    }, 0);
    return somme % 10 === 0;
  }) as string;
}

/** IBAN français juste, clés calculées en grands entiers et non par le calcul de l’application. */
const ibanFrancais = fc.tuple(chiffres(10), fc.stringMatching(/^[0-9A-Z]{11}$/)).map(([guichet, compte]) => {
  const enChiffres = (texte: string, valeur: (lettre: string) => number) =>
    texte.replace(/[A-Z]/g, (lettre) => String(valeur(lettre)));
  const rib = `${guichet}${compte}`;
  const lettreRib = (lettre: string) => {
    const rang = lettre.charCodeAt(0) - 65;
    return rang < 18 ? (rang % 9) + 1 : rang - 16;
  };
  const cleRib = String(97n - ((BigInt(enChiffres(rib, lettreRib)) * 100n) % 97n)).padStart(2, '0');
  const bban = `${rib}${cleRib}`;
  const iso = enChiffres(`${bban}FR00`, (lettre) => lettre.charCodeAt(0) - 55);
  return `FR${String(98n - (BigInt(iso) % 97n)).padStart(2, '0')}${bban}`;
});

describe('verifierSiret', () => {
  it('accepte un SIRET juste, avec ou sans espaces', () => {
    const attendu = { valide: true, valeur: '55210055400013', repare: null };
    expect(verifierSiret('55210055400013')).toEqual(attendu);
    expect(verifierSiret(' 552 100\u00a0554\u202f00013 ')).toEqual(attendu);
  });

  it('connaît l’exception de La Poste', () => {
    // Luhn y est faux, mais la somme des chiffres (3+5+6+4+9+8+3+7 = 45) est un multiple de 5.
    expect(verifierSiret('35600000049837')).toMatchObject({ valide: true });
    expect(verifierSiret('35600000049838').valide).toBe(false);
    expect(verifierSiret('35600000000048')).toMatchObject({ valide: true });
    // La même somme ne sauve pas un autre SIREN.
    expect(verifierSiret('35700000049836').valide).toBe(false);
  });

  it.each([
    ['7,75612E+13', 'abîmé par Excel'],
    ['7.75612E+13', 'derniers chiffres sont perdus'],
    ['5210055400013', 'zéro initial perdu ?'],
    ['552100554', 'SIREN'],
    ['5521005540001', '13 chiffres'],
    ['552100554000133', '15 chiffres au lieu de 14'],
    ['5521005540001A', 'que des chiffres'],
    ['00000000000000', 'à zéro'],
    ['55210055400014', 'clé de contrôle'],
    ['', 'vide'],
  ])('refuse « %s » en disant pourquoi (%s)', (texte, raison) => {
    expect(verifierSiret(texte)).toEqual({ valide: false, raison: expect.stringContaining(raison) });
  });

  it('propose le zéro initial quand il rend le numéro juste', () => {
    const siret = completerSiret('0123456780001');
    expect(verifierSiret(siret.slice(1))).toEqual({
      valide: false,
      raison: `13 chiffres au lieu de 14 : zéro initial perdu ? ; ${siret} serait juste`,
    });
  });

  it('répare « .0 » et une notation scientifique complète, en le disant', () => {
    expect(verifierSiret('55210055400013.0')).toEqual({
      valide: true,
      valeur: '55210055400013',
      repare: '« .0 » ajouté par Excel retiré',
    });
    expect(verifierSiret('5,5210055400013E+13')).toMatchObject({
      valide: true,
      valeur: '55210055400013',
      repare: expect.stringContaining('notation scientifique'),
    });
  });

  it('accepte toute clé juste et voit tout chiffre changé', () => {
    fc.assert(
      fc.property(chiffres(13), fc.nat({ max: 13 }), fc.integer({ min: 1, max: 9 }), (treize, place, ecart) => {
        const siret = completerSiret(treize);
        fc.pre(!/^0+$/.test(siret) && !siret.startsWith('356000000'));
        expect(verifierSiret(siret).valide).toBe(true);
        const autre = String((Number(siret[place]) + ecart) % 10);
        const faux = siret.slice(0, place) + autre + siret.slice(place + 1);
        fc.pre(!faux.startsWith('356000000'));
        expect(verifierSiret(faux).valide).toBe(false);
      }),
    );
  });
});

describe('verifierRna', () => {
  it.each([
    ['W452101586', 'W452101586'],
    [' w452 101 586 ', 'W452101586'],
    ['W2A1000123', 'W2A1000123'],
    ['W9R1000123', 'W9R1000123'],
  ])('accepte %s', (texte, valeur) => {
    expect(verifierRna(texte)).toEqual({ valide: true, valeur, repare: null });
  });

  it('retire le titre ajouté par Démarches simplifiées', () => {
    expect(verifierRna('W452101586 (LES LILAS (SECTION 2))')).toMatchObject({
      valeur: 'W452101586',
      repare: expect.any(String),
    });
  });

  it.each(['', 'W45210158', 'W4521015866', '452101586', 'X452101586', 'W45210I586'])('refuse « %s »', (texte) => {
    expect(verifierRna(texte).valide).toBe(false);
  });
});

describe('verifierIban', () => {
  it.each([
    ['FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189', 'FR'],
    ['fr7630006000011234567890189', 'FR7630006000011234567890189', 'FR'],
    ['MC58 1122 2000 0101 2345 6789 030', 'MC5811222000010123456789030', 'MC'],
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000', 'DE'],
    ['BE68 5390 0754 7034 ', 'BE68539007547034', 'BE'],
    ['GB29 NWBK 6016 1331 9268 19', 'GB29NWBK60161331926819', 'GB'],
  ])('accepte %s', (texte, valeur, pays) => {
    expect(verifierIban(texte)).toEqual({ valide: true, valeur, repare: null, pays });
  });

  it('retire le mot IBAN, en le disant', () => {
    expect(verifierIban('IBAN : FR7630006000011234567890189')).toMatchObject({
      valide: true,
      repare: 'mot « IBAN » retiré',
    });
  });

  it.each([
    ['FR763000600001123456789018', '26 caractères au lieu de 27'],
    ['FR7630006000011234567890188', 'clé de contrôle'],
    ['30006000011234567890189', 'RIB à 23 caractères'],
    ['US12345678901234567890', 'hors de la zone SEPA'],
    ['7,63E+25', 'Excel'],
    ['FR76-3000-6000-0112-3456-7890-189', 'deux lettres et deux chiffres'],
    ['', 'vide'],
  ])('refuse « %s » en disant pourquoi (%s)', (texte, raison) => {
    expect(verifierIban(texte)).toEqual({ valide: false, raison: expect.stringContaining(raison) });
  });

  it('vérifie la clé RIB même quand la clé de l’IBAN est juste', () => {
    // Clé RIB 88 au lieu de 89, clé ISO recalculée.
    const bban = '30006000011234567890188';
    const cle = String(98n - (BigInt(`${bban}152700`) % 97n)).padStart(2, '0');
    expect(verifierIban(`FR${cle}${bban}`)).toEqual({ valide: false, raison: 'clé RIB fausse : IBAN mal saisi' });
  });

  it('accepte tout IBAN français juste, espaces compris', () => {
    fc.assert(
      fc.property(ibanFrancais, (iban) => {
        const groupe = iban.replace(/.{4}/g, '$& ');
        expect(verifierIban(groupe)).toEqual({ valide: true, valeur: iban, repare: null, pays: 'FR' });
      }),
    );
  });

  it('voit tout chiffre changé, toute paire voisine échangée, tout signe perdu ou ajouté', () => {
    fc.assert(
      fc.property(
        ibanFrancais,
        fc.integer({ min: 2, max: 26 }),
        fc.integer({ min: 1, max: 9 }),
        (iban, place, ecart) => {
          const ici = iban.charAt(place);
          const suivant = iban.charAt(place + 1);
          if (/\d/.test(ici)) {
            const change = iban.slice(0, place) + String((Number(ici) + ecart) % 10) + iban.slice(place + 1);
            expect(verifierIban(change).valide).toBe(false);
          }
          if (/\d\d/.test(ici + suivant) && ici !== suivant && place !== 3) {
            const echange = iban.slice(0, place) + suivant + ici + iban.slice(place + 2);
            expect(verifierIban(echange).valide).toBe(false);
          }
          expect(verifierIban(iban.slice(0, place) + iban.slice(place + 1)).valide).toBe(false);
          expect(verifierIban(iban.slice(0, place) + ici + iban.slice(place)).valide).toBe(false);
        },
      ),
    );
  });
});

describe('verifierCourriel', () => {
  it('accepte et normalise le domaine', () => {
    expect(verifierCourriel(' Clas@Escale.Exemple.FR ')).toEqual({
      valide: true,
      valeur: 'Clas@escale.exemple.fr',
      repare: null,
    });
    expect(verifierCourriel('mailto:a.b+c@d-e.fr')).toMatchObject({
      valeur: 'a.b+c@d-e.fr',
      repare: '« mailto: » retiré',
    });
  });

  it.each([
    '',
    'abc',
    'a@b',
    'a@b..fr',
    '.a@b.fr',
    'a..b@c.fr',
    'a b@c.fr',
    'a@b.fr ; c@d.fr',
    'é@b.fr',
    'a@-b.fr',
    'a@b.f',
  ])('refuse « %s »', (texte) => {
    expect(verifierCourriel(texte).valide).toBe(false);
  });
});

describe('verifierTelephone', () => {
  it.each([
    '06 12 34 56 78',
    '06.12.34.56.78',
    '+33 6 12 34 56 78',
    '+33 (0)6 12 34 56 78',
    '0033612345678',
    '06-12-34-56-78',
  ])('lit %s', (texte) => {
    expect(verifierTelephone(texte)).toEqual({ valide: true, valeur: '0612345678', repare: null });
  });

  it('rétablit le zéro initial, en le disant', () => {
    expect(verifierTelephone('612345678')).toEqual({
      valide: true,
      valeur: '0612345678',
      repare: 'zéro initial perdu, rétabli',
    });
    expect(verifierTelephone('612345678.0')).toMatchObject({ valide: true, valeur: '0612345678' });
  });

  it('lit un numéro d’outre-mer', () => {
    expect(verifierTelephone('+262 262 12 34 56')).toMatchObject({ valeur: '0262123456' });
    expect(verifierTelephone('+590 690 12 34 56')).toMatchObject({ valeur: '0690123456' });
  });

  it.each(['', 'néant', '06 12 34 56', '00 12 34 56 78', '+32 2 123 45 67', '0612345678 / 0238123456', '061234567890'])(
    'refuse « %s »',
    (texte) => {
      expect(verifierTelephone(texte).valide).toBe(false);
    },
  );

  it('le numéro rendu se relit sans changement', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), chiffres(8), (zone, suite) => {
        const numero = `0${zone}${suite}`;
        expect(verifierTelephone(numero.replace(/../g, '$& '))).toEqual({ valide: true, valeur: numero, repare: null });
      }),
    );
  });
});

describe('verifierCodeInsee', () => {
  const communes = new Map([
    ['45234', 'Orléans'],
    ['01004', 'Ambérieu-en-Bugey'],
    ['2A004', 'Ajaccio'],
  ]);

  it('accepte une commune connue et répare les dégâts d’Excel', () => {
    expect(verifierCodeInsee(' 45234 ', communes)).toEqual({ valide: true, valeur: '45234', repare: null });
    expect(verifierCodeInsee('2a004', communes)).toEqual({ valide: true, valeur: '2A004', repare: null });
    expect(verifierCodeInsee('45234.0', communes)).toMatchObject({
      valeur: '45234',
      repare: '« .0 » ajouté par Excel retiré',
    });
    expect(verifierCodeInsee('1004', communes)).toMatchObject({
      valeur: '01004',
      repare: 'zéro initial perdu, rétabli',
    });
  });

  it.each([
    ['45000', 'code postal'],
    ['Orléans', 'n’est pas un code INSEE'],
    ['5234', 'n’est pas un code INSEE'],
    ['', 'vide'],
  ])('refuse « %s » (%s)', (texte, raison) => {
    expect(verifierCodeInsee(texte, communes)).toEqual({ valide: false, raison: expect.stringContaining(raison) });
  });
});
