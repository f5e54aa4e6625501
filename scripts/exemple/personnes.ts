import type { Alea } from './alea.ts';
import type { Structure } from './structures.ts';

const PRENOMS_FEMININS = [
  'Nadia',
  'Claire',
  'Hélène',
  'Fatou',
  'Sandrine',
  'Inès',
  'Mireille',
  'Élodie',
  'Zohra',
  'Lucie',
];
const PRENOMS_MASCULINS = [
  'Karim',
  'Julien',
  'Pascal',
  'Moussa',
  'Étienne',
  'Thierry',
  'Yanis',
  'Bruno',
  'Antoine',
  'Loïc',
];
const NOMS = [
  'Beaufils',
  'Charpentreau',
  'Delahaye-Morin',
  'El Fassi',
  'Fontbrune',
  'Girardot',
  'Haddadou',
  'Jouvenceau',
  'Kanouté',
  'Lormier',
  'Malherbeau',
  'N’Dounga',
  'Ozanneau',
  'Pellerinet',
  'Quillet',
  'Rambourg',
  'Sarrazinet',
  'Thibaudeau',
  'Vaucanson-Roy',
  'Yilmazer',
];

/** Prénom et nom inventés. */
export function nommerPersonne(alea: Alea): string {
  return `${alea.choisir(alea.chance(60) ? PRENOMS_FEMININS : PRENOMS_MASCULINS)} ${alea.choisir(NOMS)}`;
}

/** « Mme Nadia Lormier, présidente » ; une collectivité est représentée par une fonction, sans nom d’élu. */
export function nommerRepresentant({ genre }: Structure, alea: Alea): string {
  const isFemme = alea.chance(55);
  const nom = `${isFemme ? 'Mme' : 'M.'} ${alea.choisir(isFemme ? PRENOMS_FEMININS : PRENOMS_MASCULINS)} ${alea.choisir(NOMS)}`;
  if (genre === 'association') return `${nom}, ${isFemme ? 'présidente' : 'président'}`;
  return genre === 'commune' ? 'Le maire' : 'Le président';
}
