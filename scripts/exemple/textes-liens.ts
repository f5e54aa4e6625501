import type { Reserve } from './textes-projet.ts';

export const PLACE_PARENTS: Reserve = {
  base: [
    [
      'les parents signent un contrat d’engagement à l’inscription et visitent les lieux avec leur enfant.',
      'les familles sont reçues une par une en septembre pour parler de l’enfant, de ses goûts et de ce qu’elles attendent.',
      'les parents peuvent assister à une séance quand ils le souhaitent ; un coin café leur est réservé.',
      'chaque parent est invité à partager un savoir-faire : cuisine, couture, langue d’origine, bricolage.',
      'deux parents sont associés à la préparation des sorties et accompagnent le groupe.',
      'un temps d’échange à la sortie permet de dire aux parents ce qui a été réussi, avant ce qui reste à travailler.',
      'nous considérons les parents comme les premiers éducateurs : rien n’est décidé pour un enfant sans eux.',
    ],
    [
      'un café des parents se tient une fois par mois sur un thème choisi par eux (sommeil, écrans, bulletin, orientation).',
      'un groupe de messages, tenu par la coordination, donne les nouvelles de la semaine et reçoit les questions.',
      'des ateliers parents-enfants ont lieu à chaque période de vacances.',
      'nous proposons un accompagnement pour se servir de l’espace numérique de travail.',
      'une soirée jeux est ouverte aux fratries chaque trimestre.',
      'les parents peu à l’aise à l’écrit sont appelés, jamais convoqués par courrier.',
    ],
  ],
  plus: [
    [
      'trois parents siègent au comité de suivi de l’action et donnent leur avis sur le calendrier et les sorties.',
      'un petit guide « Comprendre l’école » a été écrit avec les parents l’an dernier ; il est remis à chaque nouvelle famille.',
      'une interprète bénévole est présente aux réunions pour les familles qui le demandent.',
      'les pères sont invités par un atelier bricolage du samedi, qui a réuni {petit} participants l’an passé.',
    ],
    [
      'les parents sont orientés, avec leur accord, vers les ateliers de français, le lieu d’écoute ou l’accès aux droits.',
      'en juin, enfants et parents présentent ensemble le projet de l’année devant l’équipe et les enseignants.',
      'l’an dernier, huit familles sur dix ont participé à au moins trois temps collectifs.',
    ],
  ],
  faible: [
    'Les parents inscrivent leur enfant et viennent le chercher.',
    'Réunion de rentrée.',
    'Les parents sont prévenus en cas d’absence ou de problème de comportement.',
    'Peu de parents disponibles.',
    'Ils sont les bienvenus à la fête de fin d’année.',
    'Information par un mot dans le cahier.',
  ],
};

export const RENCONTRES: Reserve = {
  base: [
    [
      'une réunion de rentrée, un bilan individuel par trimestre et une fête en juin.',
      'un échange à la sortie de chaque séance et un entretien de trente minutes en décembre et en mai, au local.',
      'trois rencontres individuelles dans l’année, sur rendez-vous, y compris le samedi matin.',
      'un café des parents mensuel au local, un entretien en novembre et un autre en avril.',
      'un point téléphonique toutes les six semaines et deux soirées conviviales.',
      'rencontres à l’inscription, après chaque bulletin et avant les vacances d’été.',
      'un entretien à trois (enfant, parent, coordination) par période.',
    ],
    [
      'l’heure est choisie avec la famille.',
      'les deux parents sont invités, même séparés.',
      'nous relançons par téléphone ceux que nous ne voyons pas.',
      'un repas partagé clôt l’année.',
      'la première rencontre se fait toujours en présence de l’enfant.',
    ],
  ],
  plus: [
    [
      'les dates sont fixées avec les familles et communiquées à l’école ; un compte rendu d’une page est remis à chaque parent.',
      'des visites à domicile sont possibles pour les familles éloignées, toujours à deux et avec leur accord.',
      'une garde d’enfants est prévue pendant les réunions pour que chacun puisse venir.',
      'les horaires tiennent compte des postes décalés : un créneau à 13 h 30 et un autre à 18 h 30.',
    ],
  ],
  faible: [
    'Une réunion par an.',
    'Selon les besoins.',
    'À la sortie, quand les parents viennent.',
    'Réunion de rentrée et fête de fin d’année.',
    'Par téléphone si nécessaire.',
  ],
};

export const LIEN_ECOLE: Reserve = {
  base: [
    [
      'l’action a été construite avec la direction {de_ecole} ; les enfants sont proposés par les enseignants puis inscrits par les familles.',
      'une convention de partenariat est signée chaque année avec {ecole}.',
      'les enseignants {de_ecole} remplissent une fiche d’orientation avec l’accord de la famille.',
      'la coordination rencontre l’équipe {de_ecole} à la rentrée pour constituer les groupes.',
      'nous participons à l’équipe éducative quand la famille le souhaite.',
      'le projet a été présenté à l’inspection et à l’équipe {de_ecole} en janvier ; leur avis figure en annexe.',
      'un enseignant référent a été désigné pour suivre l’action.',
    ],
    [
      'un cahier de liaison circule entre l’école, la famille et l’association.',
      'un point est fait avec les enseignants à la fin de chaque période.',
      'les échanges se font par courriel et par téléphone, deux à trois fois par trimestre.',
      'la coordination est invitée au conseil d’école ou au conseil d’administration une fois par an.',
      'les enseignants sont invités aux temps forts et viennent volontiers.',
    ],
  ],
  plus: [
    [
      'les objectifs de chaque enfant sont écrits à trois voix (enseignant, parent, coordination) et revus en février.',
      'l’articulation avec « Devoirs faits » et les activités pédagogiques complémentaires est vérifiée, enfant par enfant, pour ne pas alourdir ses journées.',
      'une matinée d’observation croisée est organisée en novembre : les intervenants passent une heure en classe.',
      'le bilan de chaque enfant est remis à l’enseignant en juin, avec l’accord des parents, pour préparer l’année suivante.',
    ],
    [
      'cette coopération a permis l’an dernier d’éviter deux ruptures de scolarité.',
      'la direction nous prête deux salles et la bibliothèque de l’établissement.',
      'les sorties sont pensées avec les projets de classe.',
    ],
  ],
  faible: [
    'L’école est informée de l’action.',
    'Le directeur distribue les feuilles d’inscription.',
    'Contacts en cours.',
    'Pas de lien formel, chacun son rôle.',
    'Affichage devant l’école.',
    'Les instituteurs connaissent les bénévoles.',
    'Bonnes relations avec l’école.',
  ],
};
