import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  controlerModele,
  LIBELLES_TEXTES,
  type ModeleLettre,
  type TexteDeLettre,
  VARIABLES,
} from '../../../shared/domaine/modele-lettre.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { ChampNombre, ChampTexte, ZoneTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { useBrouillonGarde } from '../../use-brouillon-garde.ts';
import { FormulaireDeLettre } from './FormulaireDeLettre.tsx';

const LIGNES: Readonly<Partial<Record<TexteDeLettre, number>>> = {
  introduction: 5,
  introductionRelance: 5,
  conclusion: 6,
};

/** Les textes de la lettre aux porteurs : questions et pièces demandées pendant la lecture. */
export function LettreDemandes() {
  const { data, error } = useQuery(q.demandes.lireModele.queryOptions());
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement />;
  return <Formulaire key={JSON.stringify(data)} modele={data.modele} parDefaut={data.parDefaut} />;
}

function Formulaire({ modele, parDefaut }: { readonly modele: ModeleLettre; readonly parDefaut: boolean }) {
  const requetes = useQueryClient();
  const garde = useBrouillonGarde('lettre.demandes', modele);
  const { brouillon, setBrouillon } = garde;
  const [delaiLu, setDelaiLu] = useState(true);
  // Annuler remonte le champ du délai : un texte illisible s’y efface aussi.
  const [annulations, setAnnulations] = useState(0);
  const enregistrement = useMutation(
    q.demandes.modifierModele.mutationOptions({
      onSuccess: async () => {
        garde.oublier();
        await requetes.invalidateQueries();
        notifier(
          'Les prochaines lettres aux porteurs la suivent ; celles déjà parties ne changent pas.',
          'Lettre enregistrée',
        );
      },
    }),
  );
  const textes = Object.keys(LIBELLES_TEXTES) as TexteDeLettre[];
  const problemes = new Map(controlerModele(brouillon).map(({ texte, probleme }) => [texte, probleme]));
  const vides = textes.filter((texte) => brouillon[texte].trim() === '');
  const change = garde.change || !delaiLu;
  const pret = change && problemes.size === 0 && vides.length === 0 && delaiLu;
  return (
    <FormulaireDeLettre
      titre="Lettre aux porteurs"
      sousTitre="questions et pièces demandées pendant la lecture"
      aRemplacer={parDefaut ? null : 'Vos textes seront remplacés ; le journal les garde.'}
      action="Enregistrer"
      change={change}
      repris={garde.repris}
      pret={pret}
      enCours={enregistrement.isPending}
      onEnregistrer={() => enregistrement.mutate({ modele: brouillon })}
      onAnnuler={() => {
        garde.abandonner();
        setDelaiLu(true);
        setAnnulations(annulations + 1);
      }}
      onRevenir={() => enregistrement.mutate({ modele: null })}
    >
      <div className="formulaire">
        {textes.map((texte) => {
          const Champ = LIGNES[texte] === undefined ? ChampTexte : ZoneTexte;
          return (
            <Champ
              key={texte}
              className="large"
              libelle={LIBELLES_TEXTES[texte]}
              obligatoire
              longueurMax={3000}
              {...(LIGNES[texte] === undefined ? {} : { lignes: LIGNES[texte] })}
              valeur={brouillon[texte]}
              erreur={vides.includes(texte) ? 'Ce texte est vide.' : problemes.get(texte)}
              onChange={(valeur) => setBrouillon({ ...brouillon, [texte]: valeur })}
            />
          );
        })}
        <ChampNombre
          key={annulations}
          libelle="Délai proposé pour répondre"
          suffixe="jours"
          obligatoire
          minimum={1}
          maximum={180}
          valeur={brouillon.delaiJours}
          onChange={(jours) => {
            setDelaiLu(jours !== null);
            if (jours !== null) setBrouillon({ ...brouillon, delaiJours: jours });
          }}
        />
        <dl className="large parametres-variables t12">
          {Object.entries(VARIABLES).map(([nom, sens]) => (
            <div key={nom}>
              <dt>{`{${nom}}`}</dt>
              <dd className="encre2">{sens}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className="encre2 t12">
        Une ligne vide sépare deux paragraphes. Les questions numérotées et les pièces viennent après l’introduction.
      </p>
      {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
    </FormulaireDeLettre>
  );
}
