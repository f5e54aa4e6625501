import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  controlerInvitation,
  LIBELLES_INVITATION,
  type ModeleInvitation,
  type TexteInvitation,
  VARIABLES_INVITATION,
} from '../../../shared/domaine/modele-invitation.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { ChampTexte, ZoneTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { useBrouillonGarde } from '../../use-brouillon-garde.ts';
import { FormulaireDeLettre } from './FormulaireDeLettre.tsx';

const LIGNES: Readonly<Partial<Record<TexteInvitation, number>>> = { introduction: 5, conclusion: 6 };

/** Les textes de l’invitation au comité de pilotage. */
export function LettreInvitation() {
  const { data, error } = useQuery(q.papiers.lireModele.queryOptions());
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement />;
  return <Formulaire key={JSON.stringify(data)} modele={data.modele} parDefaut={data.parDefaut} />;
}

function Formulaire({ modele, parDefaut }: { readonly modele: ModeleInvitation; readonly parDefaut: boolean }) {
  const requetes = useQueryClient();
  const { brouillon, change, repris, setBrouillon, abandonner, oublier } = useBrouillonGarde(
    'lettre.invitation',
    modele,
  );
  const enregistrement = useMutation(
    q.papiers.modifierModele.mutationOptions({
      onSuccess: async () => {
        oublier();
        await requetes.invalidateQueries();
        notifier(
          'Les prochaines invitations la suivent ; celles déjà produites ne changent pas.',
          'Invitation enregistrée',
        );
      },
    }),
  );
  const textes = Object.keys(LIBELLES_INVITATION) as TexteInvitation[];
  const problemes = new Map(controlerInvitation(brouillon).map(({ texte, probleme }) => [texte, probleme]));
  const vides = textes.filter((texte) => brouillon[texte].trim() === '');
  const pret = change && problemes.size === 0 && vides.length === 0;
  return (
    <FormulaireDeLettre
      titre="Invitation au Copil"
      sousTitre="une lettre par membre de la séance"
      aRemplacer={parDefaut ? null : 'Vos textes seront remplacés ; le journal les garde.'}
      action="Enregistrer"
      change={change}
      repris={repris}
      pret={pret}
      enCours={enregistrement.isPending}
      onEnregistrer={() => enregistrement.mutate({ modele: brouillon })}
      onAnnuler={abandonner}
      onRevenir={() => enregistrement.mutate({ modele: null })}
    >
      <div className="formulaire">
        {textes.map((texte) => {
          const Champ = LIGNES[texte] === undefined ? ChampTexte : ZoneTexte;
          return (
            <Champ
              key={texte}
              className="large"
              libelle={LIBELLES_INVITATION[texte]}
              obligatoire
              longueurMax={2000}
              {...(LIGNES[texte] === undefined ? {} : { lignes: LIGNES[texte] })}
              valeur={brouillon[texte]}
              erreur={vides.includes(texte) ? 'Ce texte est vide.' : problemes.get(texte)}
              onChange={(valeur) => setBrouillon({ ...brouillon, [texte]: valeur })}
            />
          );
        })}
        <dl className="large parametres-variables t12">
          {Object.entries(VARIABLES_INVITATION).map(([nom, sens]) => (
            <div key={nom}>
              <dt>{`{${nom}}`}</dt>
              <dd className="encre2">{sens}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className="encre2 t12">Une ligne vide sépare deux paragraphes. L’ordre du jour vient après l’introduction.</p>
      {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
    </FormulaireDeLettre>
  );
}
