import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { controlerCharte } from '../../../shared/domaine/controler-charte.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur } from '../../api.ts';
import { NotesPassees } from '../../chartes/NotesPassees.tsx';
import { chemins, useCampagneCourante } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';
import { MenuDeroulant } from '../../ui/Menus.tsx';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';
import { Page } from '../../ui/Page.tsx';
import { direVersion, useGestesDeCharte } from './actions-charte.ts';
import { Editeur } from './Editeur.tsx';
import { BadgeModele, EtatDeCharte } from './EtatDeCharte.tsx';
import './chartes.css';
import { type GestesDeBrouillon, useBrouillon } from './use-brouillon.ts';
import { VueCharte } from './VueCharte.tsx';

/** Un enregistrement refusé parce qu’un autre écran est passé : le travail fait ici n’est pas perdu. */
function Conflit({ brouillon }: { readonly brouillon: GestesDeBrouillon }) {
  const [, aller] = useLocation();
  const { echec, garderAPart, reprendre, hater } = brouillon;
  if (!echec) return null;
  if (echec.gardee)
    return (
      <Alerte ton="al" titre="Pas encore enregistré." actions={<Bouton onClick={hater}>Réessayer</Bouton>}>
        {`${echec.message} Vos changements sont gardés ici et repartiront.`}
      </Alerte>
    );
  async function garder() {
    try {
      const id = await garderAPart();
      if (id !== null) aller(chemins.charte(id));
    } catch (erreur) {
      notifierErreur(messageErreur(erreur));
    }
  }
  return (
    <Alerte
      ton="al"
      titre="Pas enregistré."
      actions={
        <span className="rangee">
          <Bouton genre="principal" onClick={() => void garder()}>
            Garder mes changements à part
          </Bouton>
          <Bouton onClick={() => void reprendre()}>Reprendre l’autre version</Bouton>
        </span>
      }
    >
      {echec.message}
    </Alerte>
  );
}

/** Une version de la charte : à écrire si c’est un brouillon, à lire sinon. */
export function PageCharte({ charteId }: { readonly charteId: number }) {
  const brouillon = useBrouillon(charteId);
  const gestes = useGestesDeCharte();
  const campagneId = useCampagneCourante();
  const [, aller] = useLocation();
  const [publication, setPublication] = useState(false);
  const { charte: ligne, erreur, enAttente, enregistreLe } = brouillon;
  const contenu = ligne?.charte;
  const constats = useMemo(() => (contenu ? controlerCharte(contenu) : []), [contenu]);
  if (!ligne || !contenu)
    return <Page titre="Charte">{erreur ? <Alerte ton="al">{messageErreur(erreur)}</Alerte> : <Chargement />}</Page>;
  const enEcriture = ligne.etat === 'brouillon';
  const defauts = constats.filter(({ gravite }) => gravite === 'bloquant').length;

  async function publier() {
    const oui = await confirmer({
      titre: `Publier ${direVersion({ nom: contenu?.nom ?? '', version: ligne?.version ?? 1 })}\u00a0?`,
      texte:
        'Publiée, elle ne change plus : pour la corriger, il faudra une nouvelle version. Les campagnes en cours gardent la leur tant que vous n’en changez pas.',
      action: 'Publier',
    });
    if (!oui) return;
    setPublication(true);
    try {
      if (await brouillon.publier()) notifier('Charte publiée : elle peut servir à une campagne.');
    } catch (echec) {
      notifierErreur(messageErreur(echec));
    } finally {
      setPublication(false);
    }
  }

  const etatEcriture =
    enAttente > 0 ? 'enregistrement…' : enregistreLe === null ? '' : `enregistré le ${formaterInstant(enregistreLe)}`;
  return (
    <Page
      titre={contenu.nom || 'Charte sans nom'}
      defile={!enEcriture}
      className="charte-page"
      avant={
        <Bouton
          taille="petite"
          icone="gauche"
          libelleSeul="Toutes les chartes"
          onClick={() => aller(chemins.chartes)}
        />
      }
      sousTitre={
        <span className="rangee">
          {`version ${ligne.version}`}
          <EtatDeCharte etat={ligne.etat} />
          {contenu.modele && <BadgeModele />}
          {enEcriture && <span className="encre3 t12">{etatEcriture}</span>}
        </span>
      }
      actions={
        <>
          <MenuDeroulant
            aligne="droite"
            largeur={270}
            cible={<Bouton icone="points">Autres actions</Bouton>}
            articles={[
              {
                code: 'pdf',
                libelle: 'Imprimer (PDF)',
                icone: 'imprimer',
                executer: () => gestes.imprimer(charteId),
              },
              {
                code: 'json',
                libelle: 'Exporter (JSON)',
                icone: 'telecharger',
                executer: () => void gestes.exporter(charteId),
              },
              {
                code: 'comparer',
                libelle: 'Comparer avec une autre version',
                icone: 'trier',
                executer: () => aller(chemins.comparerChartes(ligne.issueDe?.id ?? charteId, charteId)),
              },
              ...(enEcriture
                ? [
                    {
                      code: 'supprimer',
                      libelle: 'Supprimer ce brouillon',
                      icone: 'supprimer' as const,
                      danger: true,
                      trait: true,
                      executer: () => void gestes.supprimer(ligne),
                    },
                  ]
                : []),
              ...(ligne.etat === 'publiee'
                ? [
                    {
                      code: 'archiver',
                      libelle: 'Archiver',
                      icone: 'cadenas' as const,
                      trait: true,
                      executer: () => void gestes.archiver(ligne),
                    },
                  ]
                : []),
            ]}
          />
          {enEcriture ? (
            <Bouton
              genre="principal"
              icone="coche"
              inactif={defauts > 0}
              enCours={publication}
              titre={defauts > 0 ? `${pluriel(defauts, 'défaut')} à corriger d’abord` : undefined}
              onClick={() => void publier()}
            >
              {defauts > 0 ? `Publier (${pluriel(defauts, 'défaut')})` : 'Publier'}
            </Bouton>
          ) : (
            <Bouton genre="principal" icone="copier" onClick={() => void gestes.nouvelleVersion(charteId)}>
              Nouvelle version
            </Bouton>
          )}
        </>
      }
    >
      {gestes.erreurPdf !== null && <Alerte ton="al">{gestes.erreurPdf}</Alerte>}
      <Conflit brouillon={brouillon} />
      {enEcriture ? (
        <Editeur charte={contenu} constats={constats} changer={brouillon.changer} />
      ) : (
        <>
          {ligne.campagnes.length > 0 && (
            <Alerte ton="info">
              {`Sert à la campagne ${ligne.campagnes.map(({ anneeScolaire }) => anneeScolaire).join(', ')}. `}
              {ligne.campagnes.map(({ id, anneeScolaire }) => (
                <Link key={id} href={chemins.changerCharte(id)} className="lien">
                  {`Changer de version pour ${anneeScolaire}`}
                </Link>
              ))}
            </Alerte>
          )}
          <VueCharte charte={contenu} />
          {campagneId !== null && <NotesPassees campagneId={campagneId} charteId={charteId} />}
        </>
      )}
    </Page>
  );
}
