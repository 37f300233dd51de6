package rest

import (
	"github.com/ringevett/ringevett/daemon/dialer"
)

// grant is one route: which roles may ask it, and what the journal keeps of it.
type grant struct {
	verb  string        // as the command line has it
	roles []dialer.Role // any of these; none: every caller, and people need not be known

	own ownership // what the role client gets; the zero value: nothing

	// Facts with the caller in By. writes are those that the work itself writes where it changes something; notes is
	// what the server writes before the work, as for a read of personal data or an export.
	writes []dialer.FactKind
	notes  dialer.FactKind

	humans bool // a service may not
}

// ownership is how a route is kept to the campaigns of one client.
type ownership uint8

// The ways. The route's own work filters where it is filtered.
const (
	ownFiltered ownership = iota + 1
	ownByPath             // the campaign is {id} in the path
	ownByQuery            // the campaign is in the query, and must be named
)

func roles(all ...dialer.Role) []dialer.Role { return all }

func facts(all ...dialer.FactKind) []dialer.FactKind { return all }

// local is the method of verbs that no daemon carries out: see Local.
const local = "local "

// grants has one line for every route, and for the verbs that work on files. What is not in it is refused.
func grants() map[string]grant {
	const (
		op, sup, qua, pri = dialer.Operator, dialer.Supervisor, dialer.Quality, dialer.Privacy
		aud, cli          = dialer.Auditor, dialer.ClientRole
	)
	var (
		readers = roles(op, sup, qua, pri, aud)
		lists   = roles(op, sup, qua, pri, aud, cli)
		floor   = roles(op, sup)
		books   = roles(op, sup, pri, aud)
		persons = roles(sup, pri)
		noters  = roles(op, sup, qua, pri)
		sounds  = roles(qua, pri)

		changed = facts(dialer.FactChanged)
		running = facts(dialer.FactCampaign)
	)
	return map[string]grant{
		get + pathHealth:  {verb: "health"},
		get + pathMemory:  {verb: "memory"},
		get + pathMe:      {verb: "person me"},
		get + pathStatus:  {verb: "status", roles: lists, own: ownFiltered},
		post + pathReload: {verb: "reload", roles: roles(op), writes: changed},
		get + pathFigures: {verb: "figures", roles: lists, own: ownByQuery},
		get + pathWhy:     {verb: "why", roles: books, notes: dialer.FactLooked},

		get + pathClients:       {verb: "client list", roles: lists, own: ownFiltered},
		post + pathClients:      {verb: "client add", roles: roles(op), writes: changed},
		post + pathRemoveClient: {verb: "client remove", roles: roles(op), writes: changed},
		get + pathAgents:        {verb: "agent list", roles: readers},
		post + pathAgents:       {verb: "agent add", roles: roles(op), writes: changed},
		post + pathRemoveAgent:  {verb: "agent remove", roles: roles(op), writes: changed},
		post + pathUnlockPhone:  {verb: "agent unlock", roles: floor, writes: facts(dialer.FactPhoneUnlocked)},

		get + pathPeople:     {verb: "person list", roles: books},
		post + pathPeople:    {verb: "person add", roles: roles(op), writes: facts(dialer.FactPerson), humans: true},
		post + pathEndPerson: {verb: "person end", roles: roles(op), writes: facts(dialer.FactPerson), humans: true},
		get + pathRequests:   {verb: "second list", roles: books},
		post + pathDecide:    {verb: "second confirm", roles: persons, writes: facts(dialer.FactSecond), humans: true},

		get + pathCampaigns:   {verb: "campaign list", roles: lists, own: ownFiltered},
		post + pathCampaigns:  {verb: "campaign add", roles: roles(op), writes: running},
		post + pathStart:      {verb: "campaign start", roles: roles(sup), writes: running},
		post + pathPause:      {verb: "campaign pause", roles: roles(op, sup, pri), writes: running},
		post + pathArchive:    {verb: "campaign archive", roles: floor, writes: running},
		post + pathPredictive: {verb: "predictive restart", roles: roles(sup), writes: running},
		post + pathShown:      {verb: "shown lift", roles: floor, writes: facts(dialer.FactShown)},
		get + pathLeads:       {verb: "lead count", roles: lists, own: ownByPath},
		post + pathLeads:      {verb: "lead import", roles: floor, writes: facts(dialer.FactImported)},
		get + pathLists:       {verb: "list list", roles: lists, own: ownByPath},
		post + pathReopen:     {verb: "lead reopen", roles: floor, writes: changed},
		post + pathEndList:    {verb: "list end", roles: floor, writes: changed},
		post + pathRemoveList: {verb: "list remove", roles: floor, writes: changed},
		post + pathWithdraw:   {verb: "lead withdraw", roles: noters, writes: changed},

		get + pathRegisters:        {verb: "register list", roles: readers},
		get + pathImporting:        {verb: "register list", roles: readers},
		post + pathImportRegister:  {verb: "register import", roles: roles(op), writes: changed},
		post + pathRestoreRegister: {verb: "register restore", roles: roles(op), writes: changed},
		get + pathExportRegister:   {verb: "register export", roles: roles(op, pri), notes: dialer.FactExported},
		get + pathReservations:     {verb: "register show", roles: persons, notes: dialer.FactLooked},
		get + pathCheckNumber:      {verb: "register check", roles: books, notes: dialer.FactLooked},
		post + pathReservations:    {verb: "register add", roles: noters, writes: facts(dialer.FactReserved)},
		post + pathUnreserve:       {verb: "register remove", roles: persons, writes: facts(dialer.FactSecond), humans: true},

		local + "journal accept": {
			verb:   "journal accept",
			roles:  roles(op),
			writes: facts(dialer.FactRestored),
			humans: true,
		},
		local + "keys move":     {verb: "keys move", roles: roles(op), writes: changed, humans: true},
		local + "journal rekey": {verb: "journal rekey", roles: roles(op), writes: changed, humans: true},
		post + pathCopied:       {verb: "journal backup", roles: roles(op, pri, aud), notes: dialer.FactExported},

		get + pathVerify:   {verb: "journal verify", roles: books},
		get + pathHeads:    {verb: "journal heads", roles: books},
		get + pathFacts:    {verb: "journal show", roles: books},
		post + pathForget:  {verb: "journal forget", roles: persons, writes: facts(dialer.FactErased)},
		post + pathDispose: {verb: "dispose", roles: roles(sup, qua, pri), writes: facts(dialer.FactDisposed)},

		post + pathRecordings:       {verb: "recordings list", roles: roles(sup, qua, pri, aud)},
		post + pathRecordingExport:  {verb: "recordings export", roles: sounds, writes: facts(dialer.FactRecordingRead)},
		post + pathRecordingHold:    {verb: "recordings hold", roles: sounds, writes: facts(dialer.FactRecordingHeld)},
		post + pathRecordingRelease: {verb: "recordings release", roles: sounds, writes: facts(dialer.FactRecordingFree)},
		post + pathRecordingDelete: {
			verb:   "recordings delete",
			roles:  sounds,
			writes: facts(dialer.FactRecordingUsed, dialer.FactRecordingGone),
		},
		post + pathRecordingProve:  {verb: "recordings prove", roles: roles(op, qua, pri), notes: dialer.FactChanged},
		post + pathRecordingRotate: {verb: "recordings rotate", roles: roles(op), writes: changed},
		post + pathRecordingNotice: {
			verb:   "recordings notice",
			roles:  roles(op, sup, qua),
			writes: facts(dialer.FactNotice),
		},

		post + pathSubject: {verb: "subject export", roles: persons, writes: facts(dialer.FactRecordingRead)},
		post + pathSubjectErase: {
			verb:   "subject erase",
			roles:  persons,
			writes: facts(dialer.FactErased, dialer.FactErasure),
		},
		post + pathSubjectReadmit: {verb: "subject readmit", roles: persons, writes: facts(dialer.FactErasure)},
		post + pathErasures:       {verb: "subject erasures", roles: roles(sup, pri, aud)},
		post + pathErasureDecide:  {verb: "subject decide", roles: persons, writes: facts(dialer.FactErasure), humans: true},

		post + pathInquiries:   {verb: "inquiries list", roles: books},
		post + pathInquiry:     {verb: "inquiries show", roles: persons, notes: dialer.FactLooked},
		post + pathInquiryNote: {verb: "inquiries add", roles: noters, writes: facts(dialer.FactInquiry)},
		post + pathInquiryAnswer: {
			verb:   "inquiries close",
			roles:  persons,
			writes: facts(dialer.FactInquiryClosed),
			humans: true,
		},
		post + pathInquiryVoice:    {verb: "inquiries listen", roles: persons, writes: facts(dialer.FactInquiryRead)},
		post + pathInquiryBreaches: {verb: "inquiries breaches", roles: books},
	}
}

// may reports whether a person of the book may ask.
func (g grant) may(p dialer.User) bool {
	if len(g.roles) == 0 {
		return true
	}
	return p.Has(g.roles...) && !(g.humans && p.Kind == dialer.KindService)
}
