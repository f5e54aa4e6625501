import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModeleLu } from '../../../shared/contract/courriers.ts';
import { faitsDExemple } from '../../../shared/domaine/lettres-notification/exemple.ts';
import {
  LIBELLES_TEXTES_NOTIFICATION,
  type ModeleNotification,
  type TexteDeNotification,
} from '../../../shared/domaine/lettres-notification/modele.ts';
import { LIBELLES_NATURE_LETTRE, type NatureLettre } from '../../../shared/domaine/lettres-notification/nature.ts';
import { remplirModele } from '../../../shared/domaine/lettres-notification/remplir.ts';
import {
  BLOCS_NOTIFICATION,
  controlerModeleNotification,
  VARIABLES_NOTIFICATION,
} from '../../../shared/domaine/lettres-notification/variables.ts';
import { messageErreur, q } from '../../api.ts';
import { blocsMontres } from '../../courriers/blocs-montres.ts';
import { Lettre, type LettreMontree } from '../../courriers/Lettre.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { ChampListe, ChampTexte, ZoneTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { aUnBrouillon, useBrouillonGarde } from '../../use-brouillon-garde.ts';
import { FormulaireDeLettre } from './FormulaireDeLettre.tsx';

const LIGNES: Readonly<Partial<Record<TexteDeNotification, number>>> = { corps: 16, signature: 4, recours: 3 };

const NATURES = Object.keys(LIBELLES_NATURE_LETTRE) as NatureLettre[];

function cleDe(nature: NatureLettre): string {
  return `lettre.notification.${nature}`;
}

/** Les textes des lettres de notification, une nature à la fois. */
export function LettresNotification() {
  const { data, error } = useQuery(q.courriers.lireModeles.queryOptions());
  const [nature, setNature] = useState<NatureLettre>(() => NATURES.find((n) => aUnBrouillon(cleDe(n))) ?? 'accord');
  const lu = data?.find((m) => m.nature === nature);
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!lu) return <Chargement />;
  return <Formulaire key={JSON.stringify(lu)} lu={lu} onNature={setNature} />;
}

interface Props {
  readonly lu: ModeleLu;
  readonly onNature: (nature: NatureLettre) => void;
}

function Formulaire({ lu: { nature, modele, parDefaut }, onNature }: Props) {
  const requetes = useQueryClient();
  const { brouillon, change, repris, setBrouillon, abandonner, oublier } = useBrouillonGarde(cleDe(nature), modele);
  const enregistrement = useMutation(
    q.courriers.modifierModele.mutationOptions({
      onSuccess: async () => {
        oublier();
        await requetes.invalidateQueries();
        notifier('Les prochaines lettres la suivent ; celles déjà produites ne changent pas.', 'Lettre enregistrée');
      },
    }),
  );
  const textes = Object.keys(LIBELLES_TEXTES_NOTIFICATION) as TexteDeNotification[];
  const problemes = Map.groupBy(controlerModeleNotification(nature, brouillon), (p) => p.texte);
  const pret = change && problemes.size === 0;
  return (
    <FormulaireDeLettre
      titre="Lettres de notification"
      sousTitre="ce que le Copil a décidé, une lettre par nature de décision"
      aRemplacer={
        parDefaut
          ? null
          : `Vos textes de la lettre « ${LIBELLES_NATURE_LETTRE[nature].toLowerCase()} » seront remplacés ; le journal les garde.`
      }
      action="Enregistrer la lettre"
      change={change}
      repris={repris}
      pret={pret}
      enCours={enregistrement.isPending}
      onEnregistrer={() => enregistrement.mutate({ nature, modele: brouillon })}
      onAnnuler={abandonner}
      onRevenir={() => enregistrement.mutate({ nature, modele: null })}
    >
      <div className="parametres-notification">
        <div className="colonne">
          <ChampListe
            libelle="Nature de la lettre"
            options={NATURES.map((valeur) => ({
              valeur,
              libelle: LIBELLES_NATURE_LETTRE[valeur],
            }))}
            valeur={nature}
            onChange={onNature}
          />
          {textes.map((texte) => {
            const Champ = LIGNES[texte] === undefined ? ChampTexte : ZoneTexte;
            return (
              <Champ
                key={texte}
                libelle={LIBELLES_TEXTES_NOTIFICATION[texte]}
                obligatoire={texte !== 'recours'}
                longueurMax={6000}
                {...(LIGNES[texte] === undefined ? {} : { lignes: LIGNES[texte] })}
                valeur={brouillon[texte]}
                erreur={problemes
                  .get(texte)
                  ?.map((p) => p.probleme)
                  .join(' ')}
                onChange={(valeur) => setBrouillon({ ...brouillon, [texte]: valeur })}
              />
            );
          })}
          <p className="encre2 t12">
            Une ligne vide sépare deux paragraphes. « terme | texte », ligne après ligne, fait un tableau. Un paragraphe
            dont une variable est sans objet (pas de réserve, rien d’agréé) ne s’imprime pas. Les textes de Clas sont un
            modèle à faire valider.
          </p>
        </div>
        <section aria-label="Aperçu sur un porteur inventé">
          <Lettre lettre={montrer(brouillon, nature)} />
        </section>
      </div>
      <dl className="parametres-variables t12">
        {Object.entries({ ...BLOCS_NOTIFICATION, ...VARIABLES_NOTIFICATION }).map(([nom, sens]) => (
          <div key={nom} className="parametres-variable-longue">
            <dt>{`{${nom}}`}</dt>
            <dd className="encre2">{sens}</dd>
          </div>
        ))}
      </dl>
      {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
    </FormulaireDeLettre>
  );
}

function montrer(modele: ModeleNotification, nature: NatureLettre): LettreMontree {
  const { blocs, signature, ...textes } = remplirModele(modele, faitsDExemple(nature));
  return {
    expediteur: ['Caf du Loiret', 'Pôle intervention territoriale'],
    references: [
      'Affaire suivie par Claire Aubry',
      'Nos références Clas 2026-2027 / 24\u202f146\u202f449 / 2026-N-0018',
    ],
    destinataire: [
      'L’Encrier de Beaugency',
      'À l’attention de Mme Jeanne Duval, présidente',
      '4 venelle des Tanneurs',
      '45190 BEAUGENCY',
    ],
    lieuEtDate: 'Orléans, le 6 juillet 2026',
    ...textes,
    blocs: blocsMontres(blocs),
    signature: [...signature],
  };
}
