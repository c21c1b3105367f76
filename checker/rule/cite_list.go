package rule

// readSignals lead to a source. Those of citations.md that may begin a sentence of its own (for
// example, accord) are left out: they do not say that a source follows.
var readSignals = words(`
	see see_generally see_especially see_also also_see see_further cf but_see
	siehe dazu vgl siehe_auch vgl_auch voir voir_aussi véase véase_también vedi vedi_anche ver ver_también ver_também zie zie_ook
	см см_также див див_також zob zob_też bkz ayrıca_bkz ср por krş 参见 见 详见 另见
	quoted_in cited_in reprinted_in translated_in zit_nach cité_dans citado_en citato_in цит_по cyt_za 转引自`)

// germanSignals are those of a language in which a capital does not make a name.
var germanSignals = words(`siehe dazu vgl siehe_auch vgl_auch`)

// crossReferences lead to another place of the same document.
var crossReferences = words(`
	above below supra infra note notes n nn fn chapter ch section sec part table figure fig appendix annex page p pp introduction
	conclusion preface previous next following preceding text main discussion box map chart paragraph para
	oben unten anm fn kapitel abschnitt tabelle abbildung anhang seite einleitung
	ci-dessus ci-dessous note chapitre tableau annexe arriba abajo nota capítulo tabla anexo sopra sotto capitolo tabella
	выше ниже глава таблица прим 上文 下文 注 表 图 附录`)

// insideWords names the work in which a note stands.
var insideWords = words(`
	this_volume this_book this_report this_issue this_paper this_article this_chapter this_collection present_volume
	in_diesem_Band in_diesem_Buch dans_ce_volume dans_cet_ouvrage en_este_volumen in_questo_volume 本书 本刊`)

// determiners go before a noun and add nothing by which a source is found.
var determiners = words(`
	the this that a an its their his her our same
	der die das ein eine dieser diese dieses le la les un une ce cette el los las este esta il lo i gli questo questa этот эта это 该 本`)

// privateSources are sources that nobody else can look up, named as such at a note's beginning.
var privateSources = words(`
	interview conversation correspondence personal_communication e-mail_to email_to letter_from minutes on_file_with gespräch entretien
	entrevista интервью 访谈 author's author authors' authors my own unpublished private personal`)

// publicActs are words of titles of laws, treaties and the like.
var publicActs = words(`
	act law code constitution charter treaty convention agreement protocol regulation directive decree ordinance statute
	joint_statement joint_communiqué joint_declaration memorandum_of_understanding
	gesetz verordnung vertrag abkommen grundgesetz loi traité décret ley tratado legge trattato закон договор соглашение указ
	法 条例 规定 办法 决定 公约 协定 宪法 条约 声明 公报`)

// hanOffices are the last letters of names of offices, houses and the like.
var hanOffices = words(`部 局 委 院 会 社 厅 署 府 网 报 馆 中心 大学 公司 集团 研究所 部 局 庁 省`)

// webWords are containers on the web.
var webWords = words(`
	blog online website post tweet thread x twitter mastodon telegram weibo wechat facebook linkedin youtube podcast available_at
	retrieved_from`)

// capturedTitles are titles that are no page's own: of error pages, walls, forms and programs.
var capturedTitles = words(`
	error_page page_not_found not_found 404 404_not_found error_404 404_error page_does_not_exist no_longer_available nothing_found
	content_unavailable oops access_denied forbidden 403_forbidden 500_internal_server_error internal_server_error bad_gateway
	502_bad_gateway service_unavailable 503_service_unavailable just_a_moment... just_a_moment attention_required! attention_required
	pardon_our_interruption access_to_this_page_has_been_denied client_challenge one_moment,_please... are_you_a_robot? are_you_a_robot
	making_sure_you're_not_a_bot! request_rejected security_check captcha ddos-guard sina_visitor_system
	log_in login sign_in sign_up subscribe_to_read before_you_continue cookie_consent shibboleth_authentication_request
	anmelden einloggen se_connecter connexion iniciar_sesión accedi entrar inloggen logga_in zaloguj_się giriş_yap войти 登录 登入 ログイン 로그인
	seite_nicht_gefunden page_non_trouvée page_introuvable página_no_encontrada página_não_encontrada pagina_non_trovata
	pagina_niet_gevonden sidan_kunde_inte_hittas strona_nie_istnieje stránka_nenalezena страница_не_найдена сторінку_не_знайдено
	sayfa_bulunamadı 页面不存在 找不到网页 页面未找到 404页面 404错误
	it_works! welcome_to_nginx! default_web_site_page domain_default_page iis_windows_server
	home homepage home_page index untitled untitled_document error loading... loading redirecting... redirecting document
	new_tab blank_page`)
