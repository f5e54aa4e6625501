import type { Reserve } from './textes-projet.ts';

export const RESSOURCES: Reserve = {
  base: [
    [
      'médiathèque : une visite par mois et prêt de malles de livres.',
      'la médiathèque {de_commune} accueille le groupe tous les quinze jours et anime deux ateliers.',
      'centre social, ludothèque et gymnase municipal.',
      'école de musique : découverte des instruments pour tous les groupes au deuxième trimestre.',
      'jardin partagé, maison des associations et cinéma d’art et d’essai.',
      'la ludothèque prête ses jeux et une animatrice vient une fois par période.',
      'le club de basket et le club d’échecs ouvrent deux créneaux d’essai.',
    ],
    [
      'visite de la bibliothèque en famille à l’automne.',
      'une sortie nature au printemps.',
      'participation à la fête du livre et au carnaval.',
      'intervention d’une association de quartier sur le vivre ensemble.',
      'rencontre avec un auteur jeunesse si le calendrier le permet.',
    ],
  ],
  plus: [
    [
      'une sortie au musée des Beaux-Arts et une autre au Muséum d’Orléans sont prévues, avec préparation en amont.',
      'une conteuse intervient huit fois dans l’année, grâce au réseau des bibliothèques du Département.',
      'une compagnie de théâtre en résidence anime un atelier de dix séances.',
      'les enfants rencontrent des professionnels du territoire : pompiers, maraîchère, imprimeur, infirmière.',
      'la Maison de la nature organise deux demi-journées au bord de la Loire.',
    ],
    [
      'une convention précise ce que chacun apporte (salle, matériel, heures d’animation).',
      'ces ressources sont présentées aux parents, qui peuvent ensuite s’y rendre seuls avec leurs enfants.',
      'les inscriptions à la médiathèque sont faites en famille, en septembre.',
    ],
  ],
  faible: ['Médiathèque.', 'Salle des fêtes.', 'Bibliothèque si possible.', 'Aucune pour le moment.', 'Gymnase.'],
};

export const PARTENAIRES: Reserve = {
  base: [
    [
      'Commune {de_commune}, Département, service social de secteur',
      'Commune {de_commune}, bailleur social, conseil citoyen',
      'Maison du Département, association de parents d’élèves',
      'Centre de loisirs, protection maternelle et infantile, commune {de_commune}',
      'Réussite éducative, mission locale, commune {de_commune}',
      'Association de parents d’élèves, club de lecture, épicerie solidaire',
    ],
  ],
  plus: [
    [
      'et un réseau de {petit} bénévoles retraités de l’enseignement.',
      'ainsi que les structures Clas voisines, avec deux journées d’échange par an.',
      'et le réseau d’écoute et d’appui aux parents.',
    ],
  ],
  faible: ['Mairie', 'Commune', 'Aucun', 'La mairie et les écoles', 'Parents d’élèves'],
};

export const FORMATION: Reserve = {
  base: [
    [
      'les intervenants suivent les deux journées proposées par la coordination départementale.',
      'une formation interne d’une demi-journée a lieu en septembre (posture, écoute, laïcité).',
      'chaque nouveau bénévole est en binôme pendant un mois.',
      'trois réunions d’équipe par an sont consacrées à l’analyse des pratiques.',
      'la coordinatrice forme les bénévoles à la lecture à voix haute et aux jeux mathématiques.',
      'formation « valeurs de la République et laïcité » suivie par toute l’équipe en 2025.',
    ],
    [
      'un livret d’accueil est remis à chacun.',
      'la formation aux premiers secours est proposée chaque année.',
      'un échange avec un enseignant est prévu sur l’apprentissage de la lecture.',
      'les absences pour formation sont remplacées.',
      'nous manquons d’une formation sur les troubles « dys » et la demandons à la Caf.',
    ],
  ],
  plus: [
    [
      'deux salariés préparent une qualification dans l’animation ; un bénévole a suivi le module « apprendre à apprendre ».',
      'un plan de formation écrit prévoit douze heures par intervenant, dont trois sur les troubles des apprentissages.',
      'une psychologue anime quatre séances d’analyse de la pratique dans l’année.',
    ],
  ],
  faible: [
    'Aucune pour l’instant.',
    'Anciens enseignants.',
    'Sur le terrain.',
    'Formation souhaitée.',
    'Bénévoles expérimentés.',
  ],
};

export const LOCAUX: Reserve = {
  base: [
    [
      'deux salles de 35 m² avec tables modulables, bibliothèque et point d’eau.',
      'une grande salle claire de 60 m² et une petite pièce pour le travail individuel, au rez-de-chaussée.',
      'salle d’activité, coin lecture et espace extérieur clos, à cinq minutes à pied {de_ecole}.',
      'salles de classe mises à disposition par la commune, accès à la cour et à la bibliothèque.',
      'local de 80 m² partagé avec l’accueil de loisirs, mobilier à la taille des enfants.',
      'trois salles au premier étage, ascenseur, wifi filtré et six ordinateurs.',
    ],
    [
      'armoires fermées pour le matériel, jeux et dictionnaires en nombre suffisant.',
      'sanitaires à proximité et kitchenette pour le goûter.',
      'le mobilier se range pour laisser place aux ateliers.',
      'un tableau blanc, un vidéoprojecteur et du matériel d’arts plastiques.',
      'l’acoustique a été refaite l’an dernier.',
    ],
  ],
  plus: [
    [
      'la salle est réservée à l’action sur ces créneaux et reste aménagée toute l’année.',
      'les locaux sont accessibles aux personnes à mobilité réduite ; la commission de sécurité est passée en 2025.',
      'un espace est prévu pour recevoir les parents au calme.',
    ],
  ],
  faible: [
    'Salle communale.',
    'Préau et une salle.',
    'Local associatif.',
    'Une salle de classe.',
    'Salle partagée avec le club des aînés.',
  ],
};

/** Début des intitulés ; la fin nomme le secteur pour que deux dossiers ne portent pas le même titre. */
export const INTITULES = [
  'Le cartable et la lanterne',
  'Apprendre ensemble',
  'Clas',
  'Après l’école, on continue autrement',
  'Grandir en confiance',
  'Les mercredis et les soirs curieux',
  'Accompagnement à la scolarité',
  'Un pas de plus',
  'Lire, comprendre, s’ouvrir',
  'La petite fabrique des savoirs',
  'Passerelle famille-école',
  'Les clés de la réussite',
  'Coup d’œil, coup de main',
] as const;
