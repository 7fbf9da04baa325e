"""The defences: where each stands, what it becomes when taken away, the tests that must then go red."""

from typing import Final, NamedTuple


class Mutant(NamedTuple):
    """One defence. `before` is found exactly once in `path`; `tests` are modules of `tests/psc`."""

    name: str
    path: str
    before: str
    after: str
    tests: tuple[str, ...]


_AUTORISATION: Final = "psc/rules/autorisation.py"
_JETON: Final = "psc/rules/jeton.py"
_ACCES: Final = "psc/rules/acces.py"
_CIBA: Final = "psc/rules/ciba.py"
_CLES: Final = "psc/cles.py"
_CONNEXION: Final = "psc/traitement/connexion.py"

_ALLER: Final = (
    Mutant(
        "adresse de retour exacte",
        _AUTORISATION,
        "demande.redirect_uri not in client.redirect_uris",
        'not (demande.redirect_uri or "").startswith(client.redirect_uris)',
        ("attaques",),
    ),
    Mutant(
        "state rendu",
        "psc/messages/reponses.py",
        'return [("state", demande.state)] if demande.state is not None else []',
        "return []",
        ("autorisation",),
    ),
    Mutant(
        "iss rendu",
        "psc/messages/reponses.py",
        '("session_state", session), ("iss", emetteur), ("code", code)',
        '("session_state", session), ("code", code)',
        ("autorisation",),
    ),
    Mutant(
        "PKCE exigé",
        _AUTORISATION,
        'exige = client is not None and client.pkce == "S256"',
        "exige = False",
        ("attaques",),
    ),
    Mutant(
        "PKCE non rabaissé à plain",
        _AUTORISATION,
        'elif exige and methode != "S256":',
        "elif exige and methode is None:",
        ("attaques",),
    ),
    Mutant(
        "session inactive morte",
        "psc/rules/vie.py",
        "return session is not None and not session.close and now < fin_d_inactivite(session)",
        "return session is not None and not session.close",
        ("autorisation",),
    ),
)
_CODE: Final = (
    Mutant("code servi une fois", "psc/state/sessions.py", "servi=not first", "servi=False", ("jeton",)),
    Mutant(
        "code rejoué, jetons éteints",
        "psc/traitement/accord.py",
        "if code is not None and code.servi:",
        "if code is not None and not code.code:",
        ("jeton",),
    ),
    Mutant("code périmé", _JETON, "if code_expire(code, now):", "if code_expire(code, 0):", ("jeton",)),
    Mutant(
        "code de son client",
        _JETON,
        "if octroi.client_id != client.client_id:",
        "if not client.client_id:",
        ("jeton",),
    ),
    Mutant(
        "adresse de retour relue",
        _JETON,
        'if champs.un("redirect_uri") != octroi.redirect_uri:',
        'if "redirect_uri" not in champs:',
        ("jeton",),
    ),
    Mutant(
        "PKCE comparé",
        _JETON,
        'return "" if sent == defi else "verificateur_faux"',
        'return "" if sent else "verificateur_faux"',
        ("jeton",),
    ),
    Mutant(
        "PKCE, vérificateur dû",
        _JETON,
        'if not verificateur:\n        return "verificateur_absent"',
        'if not verificateur:\n        return ""',
        ("jeton",),
    ),
    Mutant(
        "paramètre répété",
        _JETON,
        "for nom in champs.doubles:",
        "for nom in champs.doubles[:0]:",
        ("attaques",),
    ),
)
_JETONS: Final = (
    Mutant(
        "algorithme et clé connus",
        _CLES,
        "if key is None:\n            return None",
        "if key is None:\n            return lire_claims(partie(token, 1) or {})",
        ("faux_jetons",),
    ),
    Mutant(
        "signature vérifiée",
        _CLES,
        "json.loads(found.payload)\n        except",
        "found and json.loads(found.payload)\n        except JoseError:\n"
        "            claims = partie(token, 1)\n        except",
        ("faux_jetons",),
    ),
    Mutant(
        "émetteur de l'espace",
        "psc/service.py",
        "return jeton if jeton and jeton.emetteur in self.adresses.emetteurs(espace.name) else None",
        "return jeton",
        ("jeton",),
    ),
    Mutant(
        "jeton d'accès périmé",
        _ACCES,
        ' or now >= jeton.exp * SECONDE:\n        return "jeton_invalide"',
        ':\n        return "jeton_invalide"',
        ("acces",),
    ),
    Mutant(
        "genre du jeton d'accès",
        _ACCES,
        'if jeton is None or jeton.genre != "Bearer" or now',
        "if jeton is None or now",
        ("acces",),
    ),
    Mutant(
        "jeton d'accès détaché",
        _ACCES,
        "if session is None or session.close or not asked.attache:",
        "if session is None or session.close:",
        ("jeton",),
    ),
    Mutant(
        "jeton d'accès lié au certificat",
        _ACCES,
        'if jeton.empreinte and jeton.empreinte != asked.empreinte:\n        return "jeton_lie"',
        "",
        ("jeton",),
    ),
    Mutant(
        "refresh lié au certificat",
        _JETON,
        'if jeton.empreinte and jeton.empreinte != asked.empreinte:\n        return "refresh_certificat"',
        "",
        ("jeton",),
    ),
    Mutant(
        "refresh périmé",
        _JETON,
        'if now >= jeton.exp * SECONDE:\n        return "refresh_expire"',
        "",
        ("jeton",),
    ),
    Mutant(
        "refresh de son client",
        _JETON,
        "if jeton.client_id != asked.client_id:",
        "if not asked.client_id:",
        ("jeton",),
    ),
    Mutant(
        "refresh d'une session vivante",
        _JETON,
        "if session is None or not asked.attache or not vivante(session, now):",
        "if session is None or not asked.attache:",
        ("jeton",),
    ),
    Mutant(
        "refresh sans portée de plus",
        _JETON,
        'return "" if set(asked.scope.split()) <= set(jeton.scope.split()) else "refresh_portee"',
        'return ""',
        ("jeton",),
    ),
)
_CLIENT: Final = (
    Mutant(
        "secret comparé",
        "psc/rules/client.py",
        "return hmac.compare_digest(sent, client.secret.encode())",
        "return bool(sent)",
        ("jeton",),
    ),
    Mutant(
        "certificat du client",
        "psc/rules/client.py",
        " and certificat.nom == client.certificat_cn",
        "",
        ("jeton",),
    ),
    Mutant(
        "introspection authentifiée",
        _ACCES,
        "for one in authentification(appel, identifiants, client):",
        "for one in tuple[Remarque, ...]():",
        ("acces",),
    ),
    Mutant(
        "révocation authentifiée",
        _ACCES,
        "    yield from authentification(appel, identifiants, client)\n",
        "",
        ("attaques",),
    ),
    Mutant(
        "révocation de son client",
        "psc/traitement/acces.py",
        "if jeton.client_id != identifiants.client_id:",
        "if not identifiants.client_id:",
        ("acces",),
    ),
    Mutant(
        "adresse après déconnexion",
        _ACCES,
        "if vers and client is not None and vers not in client.post_logout_redirect_uris:",
        "if vers and client is None:",
        ("deconnexion",),
    ),
    Mutant(
        "indice de déconnexion vérifié",
        _ACCES,
        'if "id_token_hint" in champs and (indice is None or indice.genre != "ID"):',
        'if "id_token_hint" in champs and not champs.texte("id_token_hint"):',
        ("deconnexion",),
    ),
    Mutant(
        "déconnexion par son client",
        "psc/traitement/deconnexion.py",
        'return "refresh_autre_client" if jeton.client_id != client.client_id else ""',
        'return ""',
        ("deconnexion",),
    ),
)
_ASSERTIONS: Final = (
    Mutant(
        "assertion signée",
        "psc/rules/client.py",
        "if not assertion.signee:",
        "if assertion.signee is None:",
        ("assertion",),
    ),
    Mutant(
        "assertion pour nous",
        "psc/rules/client.py",
        "if not audiences & set(assertion.aud):",
        "if not audiences:",
        ("assertion",),
    ),
    Mutant(
        "assertion une fois",
        "psc/state/assertions.py",
        "return bool(connection.execute(statement).rowcount)",
        "return connection.execute(statement).rowcount >= 0",
        ("assertion",),
    ),
    Mutant(
        "fin de session en TLS vérifié",
        "psc/avis.py",
        "verify = await asyncio.to_thread(self._tls)",
        "verify = False",
        ("canal_arriere_tls",),
    ),
    Mutant(
        "adresse qu'une politique peut nommer",
        "simulators/core/monde/oidc.py",
        " or not re.fullmatch(_HOTE, parts.netloc)",
        "",
        ("canal_avant",),
    ),
    Mutant(
        "inscription fermée",
        "psc/rules/annonces.py",
        'if jeton is None or jeton.genre != "Bearer" or now >= jeton.exp * SECONDE:',
        "if jeton is None:",
        ("annonces",),
    ),
)
_PAGES: Final = (
    Mutant(
        "page liée à son navigateur",
        _CONNEXION,
        "if not hmac.compare_digest(contexte.navigateur.encode(), attente.navigateur.encode()):",
        "if not contexte.navigateur:",
        ("attaques_pages",),
    ),
    Mutant(
        "page lue sans effet",
        _CONNEXION,
        'if contexte.appel.methode != "POST":',
        'if "q" in champs:',
        ("attaques_pages",),
    ),
    Mutant(
        "code de la carte",
        "psc/rules/porteur.py",
        'hmac.compare_digest(code.encode("utf-8", "surrogateescape"), CODE_CARTE.encode())',
        "bool(code)",
        ("attaques_pages",),
    ),
    Mutant(
        "téléphone lié à son navigateur",
        "psc/traitement/telephone.py",
        "return bool(known) and hmac.compare_digest(known, sent)",
        "return bool(known)",
        ("telephone",),
    ),
    Mutant(
        "téléphone d'un autre",
        "psc/traitement/telephone.py",
        " or demande.porteur != porteur.id:",
        ":",
        ("telephone",),
    ),
    Mutant(
        "x-frame-options",
        "psc/messages/gabarit.py",
        '("x-frame-options", "DENY"),',
        "",
        ("attaques_pages",),
    ),
    Mutant(
        "frame-ancestors",
        "psc/messages/gabarit.py",
        "; frame-ancestors 'none'",
        "",
        ("attaques_pages",),
    ),
)
_TELEPHONE: Final = (
    Mutant("CIBA, rythme", _CIBA, "if demande.poll_us and now <", "if not now and now <", ("ciba",)),
    Mutant("CIBA, périmée", _CIBA, "if expiree(demande, now):", "if expiree(demande, 0):", ("ciba",)),
    Mutant("CIBA, refusée", _CIBA, 'if demande.etat == "refusee":', 'if demande.etat == "":', ("ciba",)),
    Mutant("CIBA, servie", _CIBA, ' or demande.etat == "servie"', "", ("ciba",)),
    Mutant(
        "CIBA, code de la carte",
        _CIBA,
        "if demande.moyen == CARTE and not code_juste(code)",
        "if demande.moyen == CARTE and not code",
        ("telephone",),
    ),
    Mutant(
        "CIBA, instant de l'approbation",
        "psc/traitement/accord.py",
        "auth_us=approuvee_us(demande, apres)",
        "auth_us=guichet.now",
        ("ciba",),
    ),
    Mutant("CIBA, de son client", _CIBA, " or demande.client_id != client_id:", ":", ("ciba",)),
)
_PROXY: Final = (
    Mutant(
        "proxy, panne d'un client dans sa session",
        "psc/traitement/proxy_envoi.py",
        "contexte.panne(appel.operation, held.identifiant, held.client_id)",
        "contexte.panne(appel.operation, held.identifiant)",
        ("proxy_horloge",),
    ),
    Mutant(
        "proxy, approuvée avant d'être ouverte",
        "psc/traitement/proxy.py",
        "auth_us=approuvee_us(kept, apres)",
        "auth_us=now",
        ("proxy_horloge",),
    ),
    Mutant(
        "proxy, session terminée",
        "psc/rules/proxy.py",
        " or proxy.close or session.close:",
        ":",
        ("proxy_horloge",),
    ),
    Mutant(
        "proxy, données de la session",
        "psc/rules/proxy.py",
        "return donnees == DonneesSession(",
        "return donnees is not None or donnees == DonneesSession(",
        ("proxy_horloge",),
    ),
    Mutant(
        "proxy, moyen perdu entre-temps",
        "psc/traitement/proxy.py",
        "if kept is None or erreur or empeche:",
        "if kept is None or erreur:",
        ("proxy_horloge",),
    ),
)

MUTANTS: Final = (*_ALLER, *_CODE, *_JETONS, *_CLIENT, *_ASSERTIONS, *_PAGES, *_TELEPHONE, *_PROXY)
