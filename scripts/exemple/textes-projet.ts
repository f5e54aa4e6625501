/**
 * Réserve de phrases pour les questions ouvertes. Un bon dossier enchaîne `base` puis `plus`, un dossier moyen
 * s’en tient à `base`, un dossier faible donne une ligne de `faible`. Les accolades sont remplies par composer-textes.ts.
 */
export interface Reserve {
  readonly base: readonly (readonly string[])[];
  readonly plus: readonly (readonly string[])[];
  readonly faible: readonly string[];
}

export const CONSTAT: Reserve = {
  base: [
    [
      'les enseignants {de_ecole} nous signalent depuis deux ans une part croissante d’élèves qui rentrent seuls à la maison et n’ont personne pour relire une consigne avec eux.',
      'lors de la rencontre de novembre, l’équipe {de_ecole} a relevé que {pct} % des élèves rendent un travail incomplet ou ne le rendent pas.',
      'nous accueillons chaque semaine des familles {du_secteur} qui demandent un appui pour la scolarité de leurs enfants ; {petit} demandes sont restées sans réponse l’an dernier.',
      'une enquête menée auprès de {nombre} familles {du_secteur} montre que deux parents sur trois se sentent démunis devant les attentes de l’école.',
      '{a_commune}, aucune offre gratuite d’accompagnement n’existe aujourd’hui après la classe, en dehors de l’étude et de la garderie.',
      'la part des familles monoparentales {dans_secteur} dépasse {pct} %, et les horaires décalés (logistique, entretien, aide à la personne) laissent beaucoup d’enfants sans adulte disponible en fin de journée.',
      'le diagnostic de la convention territoriale globale a retenu l’accompagnement à la scolarité parmi les trois priorités {de_commune}.',
      'sur {nombre} élèves scolarisés {dans_secteur}, {petit} ont été repérés en grande fragilité par le réseau d’aides spécialisées.',
      'l’action menée l’an passé a fait le plein dès la fin septembre et {petit} enfants sont restés sur liste d’attente.',
    ],
    [
      'beaucoup de parents connaissent mal le fonctionnement de l’école : carnet de liaison, réunions, orientation.',
      'les élèves repérés ont surtout besoin de confiance et de méthode, plus que de cours supplémentaires.',
      'l’accès aux livres, aux sorties et aux activités culturelles reste très inégal : moins d’un quart des enfants suivis est inscrit à la médiathèque.',
      'les logements sont souvent petits et bruyants, sans coin pour travailler.',
      'l’éloignement des équipements et l’absence de transport en fin de journée renforcent ces écarts.',
      'les écrans occupent une grande partie du temps libre et les enfants disent s’ennuyer le soir.',
      'plusieurs familles allophones sont arrivées depuis deux ans et les enfants servent d’interprètes à la maison.',
      'le passage d’un cycle à l’autre reste le moment où les difficultés s’installent.',
    ],
  ],
  plus: [
    [
      'ce constat a été partagé en octobre avec la direction {de_ecole}, l’assistante sociale de secteur et la coordination jeunesse ; le compte rendu est joint.',
      'ces observations s’appuient sur les évaluations nationales ({pct} % des élèves sous le seuil attendu en fluence), sur le bilan de l’action en cours et sur douze entretiens avec des parents.',
      'les chiffres viennent du projet d’école, de l’analyse des besoins sociaux et des relevés de fréquentation de notre accueil ; ils ont été relus avec la conseillère technique de la Caf.',
      'deux réunions ouvertes aux habitants ont réuni {petit} personnes, dont une majorité de mères, pour dire ce qui manque et à quel moment de la journée.',
      'nous avons croisé les fiches de liaison remplies par les enseignants avec les souhaits exprimés par les enfants eux-mêmes.',
      'le comité de pilotage local (école, médiathèque, protection maternelle, centre de loisirs) se réunit trois fois par an et met ce constat à jour.',
      'la synthèse de ces échanges a été présentée au conseil d’administration du 14 janvier, en présence d’une élue de la commune.',
    ],
    [
      'la demande porte sur {enfants} places : c’est ce que l’équipe peut tenir sérieusement, avec deux adultes par groupe.',
      'les places sont attribuées en commission, avec une priorité aux enfants qui ne bénéficient d’aucun autre dispositif.',
      'nous avons vérifié l’absence de doublon avec la réussite éducative : les deux équipes se voient chaque trimestre.',
      'le besoin est continu dans l’année, avec un pic de demandes après les bulletins de décembre.',
      'l’enjeu est autant de rapprocher les familles de l’école que d’aider les {eleves}.',
    ],
  ],
  faible: [
    'Il y a des besoins dans la commune.',
    'Beaucoup d’enfants ont des difficultés à l’école.',
    'Demande des familles et des enseignants.',
    'Les parents travaillent et ne peuvent pas aider leurs enfants.',
    'Besoin constaté depuis plusieurs années.',
    'Secteur en difficulté, manque de suivi à la maison, enfants livrés à eux-mêmes après l’école.',
    'Idem année précédente.',
    'Les enfants traînent après la classe, il faut leur proposer quelque chose.',
    'Voir le projet de la structure.',
  ],
};

export const OBJECTIFS: Reserve = {
  base: [
    [
      '1. Redonner confiance aux {eleves} dans leurs capacités.',
      '1. Aider chaque enfant à organiser son travail et à trouver ses propres méthodes.',
      '1. Donner aux {eleves} l’envie d’apprendre en passant par le jeu, la lecture et les projets.',
      '1. Soutenir {enfants} {eleves} dans la compréhension des consignes et la maîtrise de la langue.',
      '1. Offrir un temps calme et accompagné après la classe, deux fois par semaine.',
      '1. Élargir l’horizon culturel des enfants par au moins une sortie par trimestre.',
      '1. Rendre les {eleves} autonomes dans l’usage de l’agenda, du dictionnaire et des outils numériques.',
    ],
    [
      '2. Conforter les parents dans leur rôle et les aider à suivre la scolarité.',
      '2. Créer un lien régulier entre la famille et l’école.',
      '2. Faire connaître aux familles les ressources {de_commune}.',
      '2. Associer les parents à au moins trois temps forts dans l’année.',
      '2. Aider les parents à comprendre le bulletin, l’espace numérique et les étapes de l’orientation.',
    ],
  ],
  plus: [
    [
      '3. Travailler avec les enseignants sur des objectifs écrits, revus à Noël et à Pâques.',
      '3. Ouvrir le groupe sur le territoire : médiathèque, associations sportives, ateliers d’artistes.',
      '3. Favoriser l’entraide entre enfants et la mixité des groupes.',
      '3. Développer l’expression orale : chaque enfant présente un sujet devant le groupe dans l’année.',
    ],
    [
      'chaque objectif a son indicateur : assiduité (80 % de présence), nombre de parents rencontrés au moins deux fois (trois quarts), avis des enseignants en juin.',
      'ces objectifs ont été écrits avec l’équipe enseignante et relus par deux parents délégués.',
      'nous les évaluerons avec une grille simple remplie en octobre, en février et en juin.',
    ],
  ],
  faible: [
    'Aider les enfants à faire leurs devoirs.',
    'Améliorer les résultats scolaires.',
    'Lutter contre l’échec scolaire et occuper les jeunes.',
    'Soutien scolaire pour les enfants du secteur.',
    'Réussite de tous les élèves.',
    'Poursuivre l’action des années précédentes.',
    'Que les enfants aient de meilleures notes et que les parents soient soulagés.',
  ],
};

export const PEDAGOGIE: Reserve = {
  base: [
    [
      'chaque séance commence par un goûter et un temps de parole, puis alterne travail en petit groupe, aide individuelle et atelier collectif.',
      'la séance dure une heure et demie : accueil et goûter, vingt à trente minutes autour du travail scolaire, puis un atelier choisi avec les enfants.',
      'nous partons des centres d’intérêt des {eleves} pour travailler la lecture, l’écriture et le calcul autrement que par des exercices.',
      'les intervenants ne refont pas la classe : ils aident à comprendre la consigne, à s’organiser, à apprendre une leçon, puis proposent des jeux de langage et de logique.',
      'le groupe est partagé en deux : une moitié travaille avec un adulte sur ce que l’enfant a choisi, l’autre suit un atelier, puis on échange.',
      'le travail demandé par l’enseignant n’occupe jamais plus de la moitié du temps ; le reste est consacré aux apports culturels et à la coopération.',
      'nous utilisons le jeu de société, le conte, la cuisine et le jardin comme supports d’apprentissage.',
    ],
    [
      'le fil rouge de l’année sera la réalisation d’un journal du groupe, distribué aux familles en juin.',
      'un projet théâtre, mené avec une compagnie locale, donnera lieu à une représentation devant les parents.',
      'les enfants prépareront une exposition sur leur rue et son histoire, présentée à la médiathèque.',
      'un cycle sciences (mesurer, observer, expliquer) occupera le deuxième trimestre.',
      'chaque enfant tient un carnet de réussites qu’il remplit avec l’adulte et montre à la maison.',
      'des défis de lecture et de calcul mental sont organisés entre groupes, sans classement.',
      'une sortie est prévue chaque trimestre : musée, spectacle, bord de Loire.',
      'les {eleves} enregistreront une émission de radio de dix minutes par trimestre.',
    ],
  ],
  plus: [
    [
      'à l’arrivée, un entretien avec l’enfant et ses parents fixe deux points d’appui et deux points à travailler ; ils sont repris à mi-parcours.',
      'les adultes se retrouvent dix minutes après chaque séance pour noter ce qui a marché et préparer la suivante.',
      'nous travaillons les méthodes de façon explicite : lire un énoncé à voix haute, reformuler, planifier la semaine, s’interroger à deux.',
      'les supports sont variés : albums, presse, manipulation, tablettes pour l’enregistrement de la voix, cartes mentales.',
      'les plus grands expliquent aux plus jeunes une fois par mois : c’est un temps d’entraide très demandé.',
    ],
    [
      'l’action se distingue de l’étude : petits groupes, activités culturelles, parents présents, suivi individuel, et aucune obligation de terminer le travail scolaire.',
      'un calendrier des ateliers est remis aux familles et à l’école en septembre ; il est ajusté à chaque période.',
      'une attention particulière est portée aux enfants allophones, avec une bénévole formée au français langue seconde.',
      'nous acceptons le droit à la fatigue : un coin lecture est toujours ouvert.',
    ],
  ],
  faible: [
    'Les enfants font leurs devoirs avec un adulte puis jouent.',
    'Aide aux leçons, révisions, jeux éducatifs s’il reste du temps.',
    'Accueil, goûter, devoirs, récréation.',
    'Chaque enfant sort son cahier et les bénévoles passent dans les rangs.',
    'Soutien en français et en mathématiques selon les besoins.',
    'Les activités seront définies à la rentrée avec l’équipe.',
    'Devoirs, lecture, quelques sorties si le budget le permet.',
    'Méthode habituelle.',
  ],
};

export const EVALUATION: Reserve = {
  base: [
    [
      'un registre de présence est tenu à chaque séance et analysé chaque trimestre.',
      'trois temps de bilan sont prévus : fin novembre, fin février et mi-juin.',
      'un questionnaire court sera remis aux enfants, aux parents et aux enseignants en juin.',
      'nous suivons quatre indicateurs : assiduité, participation des parents, progrès observés, ouverture culturelle.',
      'le carnet de réussites de chaque enfant sert de support au bilan individuel.',
      'un tableau de bord reprend le nombre d’enfants, de séances et de rencontres avec les familles.',
    ],
    [
      'le bilan écrit est transmis en juillet.',
      'un point est fait avec chaque famille.',
      'les enfants disent en fin de trimestre ce qui leur a servi.',
      'les effectifs et les absences sont comparés d’une année à l’autre.',
      'une réunion de bilan associe l’école et la commune.',
    ],
  ],
  plus: [
    [
      'les enseignants remplissent une grille de six observables en octobre et en juin, ce qui permet de mesurer l’évolution.',
      'le bilan est présenté aux partenaires en comité de pilotage et sert à ajuster le projet de l’année suivante.',
      'la parole des enfants est recueillie par un jeu de photos, moins intimidant qu’un questionnaire.',
      'un parent et une enseignante participent à la rédaction du bilan.',
    ],
    [
      'les abandons font l’objet d’un appel à la famille et d’une analyse en équipe.',
      'les résultats de l’an dernier ({pct} % d’enfants présents à plus de huit séances sur dix) servent de point de comparaison.',
      'la coordination rend compte à la Caf en mars et en juillet.',
    ],
  ],
  faible: [
    'Bilan en fin d’année.',
    'Nombre d’enfants inscrits.',
    'Évaluation par les notes du bulletin.',
    'Réunion de fin d’année avec les bénévoles.',
    'Questionnaire.',
    'À définir.',
  ],
};
