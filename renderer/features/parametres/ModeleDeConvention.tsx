import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApercuConvention, ModeleDeConventionLu } from '../../../shared/contract/conventions.ts';
import { exempleDe } from '../../../shared/domaine/conventions/exemple.ts';
import {
  LIBELLES_TEXTES_CONVENTION,
  type ModeleConvention,
  type TexteDeConvention,
} from '../../../shared/domaine/conventions/modele.ts';
import { FORME_DU_CODE, numeroDeConvention } from '../../../shared/domaine/conventions/numero.ts';
import { remplirConvention } from '../../../shared/domaine/conventions/remplir.ts';
import {
  BLOCS_CONVENTION,
  controlerModeleConvention,
  VARIABLES_CONVENTION,
} from '../../../shared/domaine/conventions/variables.ts';
import { messageErreur, q } from '../../api.ts';
import { Convention } from '../../conventions/Convention.tsx';
import { blocsMontres } from '../../courriers/blocs-montres.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe, ChampTexte, ZoneTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { useBrouillonGarde } from '../../use-brouillon-garde.ts';
import { BrouillonRepris, FormulaireDeLettre } from './FormulaireDeLettre.tsx';

const LIGNES: Readonly<Partial<Record<TexteDeConvention, number>>> = {
  clauses: 18,
  reserve: 5,
  seuil: 4,
  avenant: 12,
  signatureCaf: 4,
  signaturePorteur: 4,
};

/** Chaque cas montre, sur un porteur inventé, les textes qu’il emploie. */
const CAS = [
  { valeur: 'convention', libelle: 'Une convention' },
  { valeur: 'reserve', libelle: 'Une convention sous réserve' },
  { valeur: 'seuil', libelle: 'Une convention au-delà du seuil' },
  { valeur: 'avenant', libelle: 'Un avenant' },
] as const;
type Cas = (typeof CAS)[number]['valeur'];

/** Les textes des conventions et des avenants, et le code de leurs numéros. */
export function ModeleDeConvention() {
  const { data, error } = useQuery(q.conventions.lireModele.queryOptions());
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement />;
  return (
    <>
      <Code key={data.code} code={data.code} />
      <Formulaire key={JSON.stringify(data.modele)} lu={data} />
    </>
  );
}

function Code({ code }: { readonly code: string }) {
  const requetes = useQueryClient();
  const { brouillon, change, repris, setBrouillon, abandonner, oublier } = useBrouillonGarde('convention.code', code);
  const enregistrement = useMutation(
    q.conventions.modifierCode.mutationOptions({
      onSuccess: async () => {
        oublier();
        await requetes.invalidateQueries();
        notifier('Les numéros déjà donnés ne changent pas.', 'Code enregistré');
      },
    }),
  );
  const net = brouillon.trim();
  const faux = !FORME_DU_CODE.test(net);
  return (
    <form
      noValidate
      onSubmit={(evenement) => {
        evenement.preventDefault();
        if (!faux && net !== code) enregistrement.mutate({ code: net });
      }}
    >
      <Carte
        titre="Numéros de convention"
        sousTitre="une suite par exercice, sans trou"
        pied={
          <span className="a-droite">
            <Bouton
              type="submit"
              genre="principal"
              icone="enregistrer"
              inactif={faux || net === code}
              enCours={enregistrement.isPending}
            >
              Enregistrer le code
            </Bouton>
          </span>
        }
      >
        {repris && change && <BrouillonRepris onAbandonner={abandonner} />}
        <div className="formulaire">
          <ChampTexte
            libelle="Code au milieu du numéro"
            valeur={brouillon}
            onChange={setBrouillon}
            longueurMax={6}
            obligatoire
            erreur={faux ? 'De 2 à 6 chiffres ou lettres capitales.' : null}
            description={faux ? undefined : `Prochain numéro de la forme ${numeroDeConvention(2026, net, 1)}`}
          />
        </div>
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      </Carte>
    </form>
  );
}

function Formulaire({ lu: { modele, parDefaut } }: { readonly lu: ModeleDeConventionLu }) {
  const requetes = useQueryClient();
  const { brouillon, change, repris, setBrouillon, abandonner, oublier } = useBrouillonGarde(
    'convention.modele',
    modele,
  );
  const [cas, setCas] = useState<Cas>('convention');
  const enregistrement = useMutation(
    q.conventions.modifierModele.mutationOptions({
      onSuccess: async () => {
        oublier();
        await requetes.invalidateQueries();
        notifier('Les prochaines conventions le suivent ; celles déjà générées ne changent pas.', 'Modèle enregistré');
      },
    }),
  );
  const textes = Object.keys(LIBELLES_TEXTES_CONVENTION) as TexteDeConvention[];
  const problemes = Map.groupBy(controlerModeleConvention(brouillon), (p) => p.texte);
  return (
    <FormulaireDeLettre
      titre="Convention et avenants"
      sousTitre="un modèle à faire valider par la Caf"
      aRemplacer={parDefaut ? null : 'Vos textes seront remplacés ; le journal les garde.'}
      action="Enregistrer le modèle"
      change={change}
      repris={repris}
      pret={change && problemes.size === 0}
      enCours={enregistrement.isPending}
      onEnregistrer={() => enregistrement.mutate({ modele: brouillon })}
      onAnnuler={abandonner}
      onRevenir={() => enregistrement.mutate({ modele: null })}
    >
      <div className="parametres-notification">
        <div className="colonne">
          {textes.map((texte) => {
            const Champ = LIGNES[texte] === undefined ? ChampTexte : ZoneTexte;
            return (
              <Champ
                key={texte}
                libelle={LIBELLES_TEXTES_CONVENTION[texte]}
                obligatoire
                longueurMax={20_000}
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
            « Article : titre », seul sur sa ligne, ouvre un article ; leur numéro se donne tout seul. Une ligne vide
            sépare deux paragraphes. Un paragraphe dont une variable est sans objet ne s’imprime pas.
          </p>
        </div>
        <section className="colonne" aria-label="Aperçu sur un porteur inventé">
          <ChampListe<Cas> libelle="Montrer" options={CAS} valeur={cas} onChange={setCas} />
          <Convention convention={montrer(brouillon, cas)} />
        </section>
      </div>
      <dl className="parametres-variables t12">
        {Object.entries({ ...BLOCS_CONVENTION, ...VARIABLES_CONVENTION }).map(([nom, sens]) => (
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

function montrer(modele: ModeleConvention, cas: Cas): ApercuConvention {
  const faits = exempleDe(cas);
  const { titre, articles, fait, signatureCaf, signaturePorteur } = remplirConvention(modele, faits);
  return {
    numero: faits.numero,
    nature: faits.nature,
    titre,
    articles: articles.map((a) => ({ titre: a.titre, blocs: blocsMontres(a.blocs) })),
    fait,
    signatureCaf: [...signatureCaf],
    signaturePorteur: [...signaturePorteur],
  };
}
