package rule

// shorteners are hosts whose addresses stand for others, and end when their service does.
var shorteners = words(`
	bit.ly bitly.com j.mp tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly dlvr.it rebrand.ly cutt.ly shorturl.at rb.gy t.ly tiny.cc
	lnkd.in fb.me amzn.to ift.tt trib.al clck.ru vk.cc t.cn url.cn dwz.cn nyti.ms wapo.st reut.rs bbc.in econ.st on.ft.com politi.co
	cnn.it apne.ws`)

// chatTools are the names by which chat tools mark the links that they write.
var chatTools = words(`
	chatgpt chatgpt.com openai openai.com perplexity perplexity.ai copilot.com copilot.microsoft.com gemini gemini.google.com claude.ai
	grok.com deepseek.com`)

// secretParams are query parameters that hold a secret of eight characters or more.
var secretParams = words(`api_key apikey api-key access_token auth_token client_secret password passwd secret`)

// keyParams are query parameters that may hold one, if it is long and looks drawn at random.
var keyParams = words(`token key`)

// signatureParams are query parameters that sign an address which ends.
var signatureParams = words(`X-Amz-Signature X-Amz-Security-Token X-Amz-Credential X-Goog-Signature X-Goog-Credential sig Signature`)

// aggregators are hosts that show what others published. One that begins with a full stop stands for
// all below it, one that ends in ".*" for any public suffix.
var aggregators = words(`
	msn.com .msn.com news.yahoo.com news.google.com flipboard.com newsbreak.com apple.news pressreader.com researchgate.net academia.edu
	.academia.edu scribd.com .scribd.com semanticscholar.org .semanticscholar.org dokumen.pub docplayer.* coursehero.com`)

// roleMailboxes are names of mailboxes that belong to an office and to nobody in person.
var roleMailboxes = words(`
	info contact press media office mail webmaster admin support editor editors hello enquiries enquiry inquiries secretariat library
	archive archives news newsroom service help sales feedback noreply post kontakt presse redaktion bibliothek archiv redaction
	contacto prensa redaccion archivo redazione biblioteca stampa git`)

// chatTranscripts are places, host and path, at which chat tools publish a talk with them.
var chatTranscripts = words(`
	chatgpt.com/share chat.openai.com/share claude.ai/share g.co/gemini/share gemini.google.com/share grok.com/share
	x.com/i/grok/share copilot.microsoft.com/shares perplexity.ai/search poe.com/s chat.deepseek.com/share`)

// searchPages are places, host and path, that answer a query, and the parameters that hold it. A host
// that ends in ".*" stands for any public suffix.
var searchPages = []struct {
	host, path string
	params     []string
}{
	{"google.*", "search", []string{"q"}},
	{"bing.com", "search", []string{"q"}},
	{"duckduckgo.com", "", []string{"q"}},
	{"html.duckduckgo.com", "html", []string{"q"}},
	{"search.yahoo.com", "search", []string{"p"}},
	{"yandex.*", "search", []string{"text"}},
	{"baidu.com", "s", []string{"wd", "word"}},
	{"scholar.google.*", "scholar", []string{"q"}},
	{"worldcat.org", "search", []string{"q"}},
	{"search.worldcat.org", "search", []string{"q"}},
	{"pubmed.ncbi.nlm.nih.gov", "", []string{"term"}},
	{"ncbi.nlm.nih.gov", "pubmed", []string{"term"}},
	{"jstor.org", "action/doBasicSearch", []string{"Query", "query"}},
	{"youtube.com", "results", []string{"search_query"}},
	{"x.com", "search", []string{"q"}},
	{"twitter.com", "search", []string{"q"}},
}

// codeHosts are sites of code; others are known by the name of the software before their domain.
var codeHosts = words(`github.com gitlab.com codeberg.org bitbucket.org gitee.com git.sr.ht`)

// branches are names of the line of a repository that goes on.
var branches = words(`main master develop dev trunk head`)
