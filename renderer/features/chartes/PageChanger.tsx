import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { ApercuChangement } from '../../../shared/contract/chartes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { CaseACocher, ChampListe } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { notifier } from '../../ui/notifier.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { direVersion } from './actions-charte.ts';
import { COLONNES_CHANGEMENT, isChange } from './colonnes-changement.tsx';
import { Differences } from './Differences.tsx';
import './chartes.css';

/** Ce que deviennent les lectures, en phrases. */
function Consequences({ apercu }: { readonly apercu: ApercuChangement }) {
  const { lectures, criteresACoter, criteresRepris, constatsARevoir, decides, avant, apres } = apercu;
  return (
    <ul className="charte-consequences">
      <li>
        {`${pluriel(lectures.gardees, 'lecture faite', 'lectures faites')} avec la version ${avant.version} : gardées telles quelles, leurs notes restent lisibles (page de cette version, onglet Lecture de chaque dossier).`}
      </li>
      {lectures.reportees > 0 && (
        <li>
          {`${pluriel(lectures.reportees, 'lecture ouverte', 'lectures ouvertes')} dans la version ${apres.version} à partir d’elles : niveaux et commentaires repris pour ${pluriel(criteresRepris.length, 'critère resté', 'critères restés')} mot pour mot les mêmes${criteresACoter.length === 0 ? '' : ` ; à coter : ${criteresACoter.join(', ')}`}.`}
        </li>
      )}
      {lectures.retrouvees > 0 && (
        <li>
          {`${pluriel(lectures.retrouvees, 'lecture déjà faite', 'lectures déjà faites')} autrefois avec la version ${apres.version} : elles reprennent, telles qu’elles étaient.`}
        </li>
      )}
      {constatsARevoir > 0 && (
        <li>
          {`${pluriel(constatsARevoir, 'constat')} d’agents sur une condition retirée ou dont la question change : gardés, à revoir.`}
        </li>
      )}
      {decides > 0 && (
        <li>
          {`${pluriel(decides, 'collectif est déjà décidé', 'collectifs sont déjà décidés')} par le Copil : décisions et montants ne changent pas, seules les notes affichées à côté.`}
        </li>
      )}
    </ul>
  );
}

function Dossiers({ apercu }: { readonly apercu: ApercuChangement }) {
  const grille = useGrille<ApercuChangement['dossiers'][number]>('chartes.changement');
  const [seuls, setSeuls] = useState(true);
  const lignes = seuls ? apercu.dossiers.filter(isChange) : apercu.dossiers;
  return (
    <div className="colonne remplit charte-dossiers">
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <CaseACocher libelle="Seulement ce qui change" valeur={seuls} onChange={setSeuls} />
        <span className="encre3 t12">* note partielle</span>
        <span className="a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Ce qui change par dossier"
          lignes={lignes}
          colonnes={COLONNES_CHANGEMENT}
          cle={({ dossierId }) => dossierId}
          vide="Aucun dossier ne change."
        />
      </Carte>
    </div>
  );
}

function Apercu({ apercu }: { readonly apercu: ApercuChangement }) {
  const [onglet, setOnglet] = useState<'dossiers' | 'charte'>('dossiers');
  const { dossiers, lectures, differences } = apercu;
  const changes = dossiers.filter(isChange).length;
  const piles = dossiers.filter(({ avant, apres }) => avant.pile !== apres.pile).length;
  const rangs = dossiers.filter(({ avant, apres }) => avant.rang !== apres.rang).length;
  return (
    <>
      <Chiffres
        chiffres={[
          { libelle: 'Dossiers qui changent', valeur: `${changes} sur ${dossiers.length}`, accent: true },
          { libelle: 'Changent de pile', valeur: piles },
          { libelle: 'Changent de rang', valeur: rangs },
          { libelle: 'Lectures à compléter', valeur: lectures.aCompleter },
          { libelle: 'Lectures gardées', valeur: lectures.gardees },
        ]}
      />
      <Consequences apercu={apercu} />
      <Onglets
        libelle="Aperçu du changement"
        actif={onglet}
        onChange={setOnglet}
        className="remplit"
        onglets={[
          { code: 'dossiers', libelle: 'Dossier par dossier', nombre: changes },
          { code: 'charte', libelle: 'Dans la charte', nombre: differences.length },
        ]}
      >
        {onglet === 'dossiers' ? (
          <Dossiers apercu={apercu} />
        ) : (
          <Defile libelle="Ce qui change dans la charte" className="colonne charte-liste-differences">
            <Differences differences={differences} />
          </Defile>
        )}
      </Onglets>
    </>
  );
}

/** Changer la version de la charte d’une campagne : d’abord tout ce que cela changerait, ensuite le faire. */
export function PageChanger({ campagneId }: { readonly campagneId: number }) {
  const requetes = useQueryClient();
  const [recherche, setRecherche] = useSearchParams();
  const [, aller] = useLocation();
  const [echec, setEchec] = useState<string | null>(null);
  const [enCours, setEnCours] = useState(false);
  const { data: campagne } = useQuery(q.campagnes.lire.queryOptions({ input: { campagneId } }));
  const { data: chartes } = useQuery(q.chartes.lister.queryOptions());
  const actuelle = chartes?.find(({ id }) => id === campagne?.charteId);
  const possibles = (chartes ?? []).filter(({ etat, id }) => etat === 'publiee' && id !== campagne?.charteId);
  const charteId = possibles.find(({ id }) => String(id) === recherche.get('vers'))?.id ?? null;
  const {
    data: apercu,
    error,
    isFetching,
    refetch,
  } = useQuery({
    ...q.chartes.apercuChangement.queryOptions({ input: { campagneId, charteId: charteId ?? 1 } }),
    enabled: charteId !== null,
  });

  async function changer(vu: ApercuChangement) {
    const motif = await demanderMotif({
      titre: `Passer la campagne à ${direVersion(vu.apres)}\u00a0?`,
      texte:
        'Les lectures faites avec la version actuelle restent intactes : on peut y revenir. Le motif est écrit au journal.',
      action: 'Changer de version',
    });
    if (motif === null) return;
    setEchec(null);
    setEnCours(true);
    try {
      await api.chartes.changer({ campagneId, charteId: vu.apres.id, empreinte: vu.empreinte, motif });
      await requetes.invalidateQueries();
      notifier(
        vu.lectures.aCompleter === 0
          ? 'Aucune lecture n’est à reprendre.'
          : `${pluriel(vu.lectures.aCompleter, 'lecture')} à compléter dans l’instruction.`,
        `La campagne se sert de ${direVersion(vu.apres)}`,
      );
      aller(chemins.charte(vu.apres.id));
    } catch (erreur) {
      setEchec(messageErreur(erreur));
      await refetch();
    } finally {
      setEnCours(false);
    }
  }

  return (
    <Page
      titre="Changer de version de la charte"
      sousTitre={campagne && actuelle && `campagne ${campagne.anneeScolaire} · aujourd’hui ${direVersion(actuelle)}`}
      className="charte-page charte-changer"
      avant={
        <Bouton
          taille="petite"
          icone="gauche"
          libelleSeul="Toutes les chartes"
          onClick={() => aller(chemins.chartes)}
        />
      }
      actions={
        apercu &&
        charteId !== null && (
          <Bouton
            genre="principal"
            icone="coche"
            enCours={enCours}
            inactif={isFetching}
            onClick={() => void changer(apercu)}
          >
            Changer de version…
          </Bouton>
        )
      }
    >
      {possibles.length === 0 && chartes && campagne ? (
        <Carte className="remplit">
          <EtatVide
            titre="Pas d’autre version publiée"
            actions={
              <>
                {actuelle && (
                  <Link href={chemins.charte(actuelle.id)} className="btn">
                    Ouvrir la version actuelle
                  </Link>
                )}
                <Link href={chemins.chartes} className="btn">
                  Toutes les chartes
                </Link>
              </>
            }
          >
            Faites une nouvelle version de la charte actuelle, modifiez-la, publiez-la : vous verrez ici ce qu’elle
            changerait, dossier par dossier, avant de vous en servir.
          </EtatVide>
        </Carte>
      ) : (
        <div className="charte-vers">
          <ChampListe
            libelle="Nouvelle version"
            exemple="Choisir une version publiée…"
            options={possibles.map((charte) => ({ valeur: String(charte.id), libelle: direVersion(charte) }))}
            valeur={charteId === null ? null : String(charteId)}
            onChange={(valeur) => setRecherche({ vers: valeur }, { replace: true })}
          />
          <p className="encre2 t12">Rien n’est changé tant que vous n’avez pas confirmé.</p>
        </div>
      )}
      {echec !== null && <Alerte ton="al">{echec}</Alerte>}
      {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
      {charteId !== null && !apercu && !error && <Chargement texte="Calcul de ce qui changerait…" />}
      {apercu && charteId !== null && <Apercu apercu={apercu} />}
    </Page>
  );
}
